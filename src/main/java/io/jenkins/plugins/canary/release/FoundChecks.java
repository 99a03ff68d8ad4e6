package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Values;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.Optional;

/** What must hold where something else made the canary. */
final class FoundChecks {
    private FoundChecks() {}

    static void check(Place place, Values values) {
        Optional<String> canary = values.text("canary");
        if (canary.isEmpty()) {
            if (values.has("rollbackTo")) {
                place.field("rollbackTo")
                        .wrong(
                                "is for a canary that something else made, and needs canary; what a release makes goes away");
            }
            return;
        }
        values.text("workload").map(WorkloadName::parse).ifPresent(stable -> beside(place, canary.get(), stable));
        if (values.kind("traffic")
                .filter(router -> RouterFields.read(router).affinity().isPresent())
                .isPresent()) {
            place.field("traffic")
                    .wrong(
                            "affinity cannot be had in a route that something else wrote: only its weights are changed; leave it"
                                    + " out");
        }
        if (is(values, "baseline", SpecFields.FRESH)) {
            place.field("baseline")
                    .wrong(
                            "a canary that stands already is older than a fresh copy of stable would be, so they could not be"
                                    + " compared; write stable or previous");
        }
        if (is(values, "onStableChanged", SpecFields.word(Policies.StableChanged.RESTART))) {
            place.field("onStableChanged")
                    .wrong("a canary that something else made cannot be made anew of another stable; write withdraw");
        }
        if (values.duration("keepForensics").orElse(Duration.ZERO).compareTo(Duration.ZERO) > 0) {
            place.field("keepForensics")
                    .wrong(
                            "nothing of a canary that something else made is deleted, so there is nothing to keep; leave it out");
        }
    }

    private static void beside(Place place, String canary, WorkloadName stable) {
        Optional<WorkloadKind> kind = WorkloadKind.of(stable.kind());
        if (kind.isPresent() && kind.get() != WorkloadKind.DEPLOYMENT) {
            place.field("canary")
                    .wrong("can stand beside a Deployment only; the canary of a "
                            + kind.get().kind() + " is some of its own pods, or a revision of its own");
        } else if (canary.equals(stable.name())) {
            place.field("canary").wrong(canary + " is the running version itself; name the new one's Deployment");
        }
    }

    private static boolean is(Values values, String field, String word) {
        return values.text(field).equals(Optional.of(word));
    }
}
