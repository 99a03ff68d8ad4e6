package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A release that is not over, and whose it is.
 *
 * @param build the build that has it
 * @param release what that build remembers of it
 */
@Restricted(NoExternalUse.class)
public record OpenRelease(Run<?, ?> build, KeptRelease release) {
    /** All of them, oldest first; asks no cluster. */
    public static List<OpenRelease> all() {
        return OpenReleases.get().entries().stream()
                .flatMap(entry -> entry.live().stream())
                .map(live -> new OpenRelease(live.build(), live.kept()))
                .toList();
    }
}
