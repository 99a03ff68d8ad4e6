package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.release.DurationText;
import io.jenkins.plugins.canary.release.Expectations;
import io.jenkins.plugins.canary.release.Outlook;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecWriter;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what a release would be, and what stands in its way. */
@Command(
        name = "plan",
        description = {
            "Says what the release would do and everything that stands in its way. Changes nothing.",
            "Exit code 0: nothing stands in its way."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PlanVerb implements Callable<Integer> {
    @Mixin
    private Inquiry inquiry;

    @Override
    public Integer call() {
        return inquiry.ask(Session::begin, (release, session, now, out) -> {
            Outlook outlook = Outlook.of(release, now);
            List<String> expectations = Expectations.lines(
                    release.spec(), release.adapters().journal().story());
            print(out, session, release.spec(), outlook, expectations);
            return outlook.problems().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
        });
    }

    private static void print(
            PrintWriter out, Session session, ReleaseSpec spec, Outlook outlook, List<String> expectations) {
        out.println("Release on " + spec.target() + ", Kubernetes " + Console.printable(session.serverVersion()));
        outlook.route().ifPresent(route -> out.println(beside(spec, route)));
        spec.steps().stream()
                .filter(step -> outlook.pods().containsKey(step.exposure()))
                .forEach(step -> out.println("  " + given(step.exposure()) + " with "
                        + outlook.pods().get(step.exposure())
                        + (outlook.pods().get(step.exposure()) == 1 ? " pod" : " pods") + " of the new version"
                        + step.approval()
                                .map(limit ->
                                        ", and not on before somebody approves within " + DurationText.format(limit))
                                .orElse("")));
        SpecWriter.toJson(spec)
                .path("metrics")
                .forEach(metric -> out.println("Metric: " + Console.printable(metric.toString())));
        expectations.forEach(line -> out.println(Console.printable(line)));
        outlook.warnings().forEach(warning -> out.println("Warning: " + Console.printable(warning)));
        outlook.problems().forEach(problem -> out.println("In the way: " + problem));
        out.println(
                outlook.problems().isEmpty()
                        ? "Nothing stands in its way."
                        : "The release would be refused, and nothing changed.");
    }

    private static String given(Exposure exposure) {
        return exposure.besides().isEmpty() ? exposure.weight() + " %" : exposure.toString();
    }

    private static String beside(ReleaseSpec spec, RoutePlan route) {
        String deployment = CanaryNames.canary(spec.target().workload().name());
        return route.separation() == Separation.OWN_SERVICE
                ? "Beside it: Deployment " + deployment + ", Service "
                        + String.join(
                                ", ",
                                route.services().stream()
                                        .map(CanaryNames::canary)
                                        .toList())
                : "Beside it: Deployment " + deployment + " behind Service " + String.join(", ", route.services());
    }
}
