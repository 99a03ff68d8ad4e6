package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims for tests. */
final class Records {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final Holder ANNE = new Holder("jenkins-a", "https://ci.example/", "https://ci.example/job/shop/7/");
    static final Holder BERT = new Holder("bert@laptop", "", "canary rollback");

    private Records() {}

    /** A release that has begun, with Services of its own. */
    static ClaimRecord opening(Originals workload) {
        return opening(workload, Separation.OWN_SERVICE, "checkout");
    }

    static ClaimRecord opening(Originals workload, Separation separation, String... services) {
        return opening("r-1", workload, separation, services);
    }

    /** A release of that id. */
    static ClaimRecord opening(String release, Originals workload, Separation separation, String... services) {
        return ClaimRecord.opening(
                release,
                ANNE,
                START,
                START.plus(Duration.ofHours(24)),
                new TrafficSpec(
                        RouterKind.ISTIO, Map.of("virtualService", "checkout"), Optional.of(Duration.ofHours(1))),
                new RoutePlan(separation, List.of(services), new Originals("{\"routes\":[{\"weight\":100}]}")),
                workload,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30));
    }

    /** A claim in which every field has a value. */
    static ClaimRecord full() {
        Instant later = START.plusNanos(123_456_789);
        return opening(new Originals("{\"replicas\":3,\"floor\":null}"))
                .serving(
                        new Exposure(25, Optional.of(new Cohort(Cohort.Carrier.COOKIE, "group", "b.*", true, 10)), 0),
                        later)
                .weightStands(later)
                .promoting(new Promotion("hash", Map.of("main", "repo@sha256:1", "side", "other:2")), later)
                .givingUpPromotion(new Ending(Outcome.FAILED, Phase.PROMOTING, true, "5 of 7 \"pods\"\nfell"))
                .home(later)
                .ordered(new Order(Order.Kind.PAUSE, later, "anne@laptop", "is it \"slow\"?", Duration.ZERO))
                .ordered(new Order(Order.Kind.EXTEND, later, "bert", "", Duration.ofMinutes(30)))
                .ordered(new Order(Order.Kind.APPROVE, later, "carl", "it is well", Duration.ZERO).of(later))
                .awaitingApproval(later.plusSeconds(7200))
                .on(new Terms(Duration.ofHours(1), true, "r-0", true));
    }
}
