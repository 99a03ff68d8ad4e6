package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.RollbackTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people should know of the steps of a release before it begins, one sentence each. Pure. */
final class Caveats {
    private static final int ALL = 100;

    private Caveats() {}

    /** What should be known of a canary that something else made. */
    static List<String> ofFound(ClaimRecord claim) {
        boolean servesAgain = claim.terms().found().equals(Optional.of(RollbackTo.FOUND))
                && claim.route().found().filter(found -> found.weight() > 0).isPresent();
        return servesAgain
                ? List.of("rollbackTo: the canary has "
                        + claim.route().found().get().exposure()
                        + " already, and a rollback gives it that again, unless its verdict is FAIL; write"
                        + " rollbackTo: stable to take all traffic from it in any case")
                : List.of();
    }

    static List<String> of(ReleaseSpec spec) {
        List<String> caveats = new ArrayList<>();
        if (spec.steps().stream().anyMatch(step -> step.exposure().cohort().isPresent())) {
            caveats.add(
                    "cohort: its users are not like all others, so a difference between the versions may come from them;"
                            + " a share of everybody (weight) is what can be compared");
        }
        if (spec.traffic().affinity().isPresent()) {
            caveats.add(
                    "affinity: each version is used by the same people all the time, so a few who ask much count for more,"
                            + " and the share of requests is not the weight, which is a share of users");
        }
        if (spec.steps().stream().anyMatch(step -> step.exposure().mirror() > 0)) {
            caveats.add(
                    "mirror: both versions execute every copied request, so writes (orders, mails, payments) happen twice"
                            + " unless the canary has data of its own; answers to copies reach nobody");
        }
        if (spec.steps().stream().anyMatch(step -> step.exposure().isNothing())) {
            caveats.add(
                    "weight: 0: while the canary gets no request only its readiness is watched; test it through its own"
                            + " Service, or give it a cohort or copies (mirror)");
        }
        boolean nobodyLeft = spec.steps().stream().anyMatch(step -> step.weight() == ALL);
        if (nobodyLeft
                && !spec.metrics().isEmpty()
                && spec.analysis().previous().isEmpty()) {
            caveats.add(
                    "weight: 100: nobody is served by the running version then, so there is nothing to compare with;"
                            + " write baseline: previous, or promote from a lower weight");
        }
        return caveats;
    }
}
