package io.jenkins.plugins.canary.run;

import hudson.model.Executor;
import hudson.model.Run;
import io.jenkins.plugins.canary.target.Holder;
import java.util.Arrays;
import jenkins.model.Jenkins;

/** The builds that run here, by the address that they hold claims with. */
final class RunningBuilds {
    private RunningBuilds() {}

    static boolean include(Holder holder) {
        return Arrays.stream(Jenkins.get().getComputers())
                .flatMap(computer -> computer.getAllExecutors().stream())
                .map(Executor::getCurrentExecutable)
                .anyMatch(running ->
                        running instanceof Run<?, ?> build && Holders.of(build).equals(holder));
    }
}
