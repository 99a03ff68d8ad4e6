package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The release as the cluster remembers it: enough to go on, or to take everything back, without the build that began it.
 * Immutable; the {@code with} methods give the next state.
 *
 * @param release id of the release, unique per target and attempt
 * @param holder who drives it
 * @param phase where it stands; written before the phase's first act
 * @param phaseSince when it got there
 * @param opened when it began
 * @param expires when it is rolled back if nobody ended it
 * @param traffic the router, with its options
 * @param route what the router found before the first change
 * @param workload what the workload adapter found before the first change
 * @param exposure which requests the canary is meant to have, recorded before the route is changed
 * @param before the weight before that one, of which users who come back may know; 0 for none
 * @param weightSince when that was read back from the route; empty until then
 * @param drain how long the canary lives on after traffic has gone home
 * @param forensics how long one pod of a rolled back canary is kept; zero: none
 * @param promotion what stable becomes; present from PROMOTING on
 * @param ending how it ends; present from ROLLING_BACK on
 * @param homeSince when traffic was read back to be home; empty before
 * @param orders what people ordered meanwhile
 * @param terms what was agreed when it began
 * @param approvalUntil until when a person is waited for, who approves that the canary leaves the weight that it has; empty
 *     while nobody is
 */
public record ClaimRecord(
        String release,
        Holder holder,
        Phase phase,
        Instant phaseSince,
        Instant opened,
        Instant expires,
        TrafficSpec traffic,
        RoutePlan route,
        Originals workload,
        Exposure exposure,
        int before,
        Optional<Instant> weightSince,
        Duration drain,
        Duration forensics,
        Optional<Promotion> promotion,
        Optional<Ending> ending,
        Optional<Instant> homeSince,
        Orders orders,
        Terms terms,
        Optional<Instant> approvalUntil) {
    /** Checks that nothing is missing. */
    public ClaimRecord {
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(phaseSince, "phaseSince");
        Objects.requireNonNull(opened, "opened");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(traffic, "traffic");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(exposure, "exposure");
        Objects.requireNonNull(weightSince, "weightSince");
        Objects.requireNonNull(drain, "drain");
        Objects.requireNonNull(forensics, "forensics");
        Objects.requireNonNull(promotion, "promotion");
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(homeSince, "homeSince");
        Objects.requireNonNull(orders, "orders");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(approvalUntil, "approvalUntil");
    }

    /** A release that has begun and changed nothing yet. */
    public static ClaimRecord opening(
            String release,
            Holder holder,
            Instant opened,
            Instant expires,
            TrafficSpec traffic,
            RoutePlan route,
            Originals workload,
            Duration drain,
            Duration forensics) {
        return new ClaimRecord(
                release,
                holder,
                Phase.PREPARING,
                opened,
                opened,
                expires,
                traffic,
                route,
                workload,
                Exposure.NONE,
                0,
                Optional.empty(),
                drain,
                forensics,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Orders.NONE,
                Terms.NONE,
                Optional.empty());
    }

    /** Percent of traffic that the canary is meant to have. */
    public int weight() {
        return exposure.weight();
    }

    /** Whether something else made the canary: then nothing of it is created or deleted. */
    public boolean isFound() {
        return terms.found().isPresent();
    }

    /** What the canary gets once the release has come to its end, as far as that is known now. */
    public Exposure atHome() {
        boolean back = phase == Phase.ROLLING_BACK
                && terms.found().equals(Optional.of(RollbackTo.FOUND))
                && !ending.map(Ending::urgent).orElse(false);
        return back ? route.found().map(FoundCanary::exposure).orElse(Exposure.NONE) : Exposure.NONE;
    }

    /** The same on these terms. */
    public ClaimRecord on(Terms agreed) {
        return with(expires, orders, agreed, approvalUntil);
    }

    /** The same, given up at that time. */
    public ClaimRecord expiring(Instant until) {
        return with(until, orders, terms, approvalUntil);
    }

    /** The same with one more order of a person; one that extends the release lets it expire later, and wait longer. */
    public ClaimRecord ordered(Order order) {
        Duration spared = orders.sparedBy(order);
        return with(expires.plus(order.by()), orders.and(order), terms, approvalUntil.map(until -> until.plus(spared)));
    }

    /** The same, waiting until then for a person who approves that the canary leaves its weight. */
    public ClaimRecord awaitingApproval(Instant until) {
        return with(expires, orders, terms, Optional.of(until));
    }

    /** The order that approves leaving the weight that the canary has. */
    public Optional<Order> approval() {
        return orders.ofWeight(Order.Kind.APPROVE, weightSince);
    }

    /** The order to promote from the weight that the canary has. */
    public Optional<Order> promotionOrder() {
        return orders.ofWeight(Order.Kind.PROMOTE, weightSince);
    }

    private ClaimRecord with(Instant until, Orders ordered, Terms agreed, Optional<Instant> awaits) {
        return new ClaimRecord(
                release,
                holder,
                phase,
                phaseSince,
                opened,
                until,
                traffic,
                route,
                workload,
                exposure,
                before,
                weightSince,
                drain,
                forensics,
                promotion,
                ending,
                homeSince,
                ordered,
                agreed,
                awaits);
    }

    /** Driven by somebody else from now on. */
    public ClaimRecord heldBy(Holder next) {
        return with(next, phase, phaseSince, exposure, weightSince, promotion, ending, homeSince);
    }

    /** The canary is to serve this weight; not yet read back. */
    public ClaimRecord serving(int weight, Instant now) {
        return serving(Exposure.of(weight), now);
    }

    /** The canary is to have these requests; not yet read back. */
    public ClaimRecord serving(Exposure next, Instant now) {
        return with(holder, Phase.SERVING, now, next, Optional.empty(), promotion, ending, Optional.empty());
    }

    /** The weight was read back from the route. */
    public ClaimRecord weightStands(Instant now) {
        return with(holder, phase, phaseSince, exposure, Optional.of(now), promotion, ending, homeSince);
    }

    /** The canary's version is to become stable. */
    public ClaimRecord promoting(Promotion next, Instant now) {
        return with(
                holder, Phase.PROMOTING, now, exposure, weightSince, Optional.of(next), Optional.empty(), homeSince);
    }

    /** Everything is to be put back; the ending says why. */
    public ClaimRecord rollingBack(Ending next, Instant now) {
        return with(holder, Phase.ROLLING_BACK, now, exposure, weightSince, promotion, Optional.of(next), homeSince);
    }

    /** The promotion is given up: stable gets its own template back and the canary keeps its weight. */
    public ClaimRecord givingUpPromotion(Ending next) {
        return with(holder, phase, phaseSince, exposure, weightSince, promotion, Optional.of(next), homeSince);
    }

    /** Traffic was read back to be home. */
    public ClaimRecord home(Instant now) {
        return with(holder, phase, phaseSince, exposure, weightSince, promotion, ending, Optional.of(now));
    }

    /** Over; the target is free. */
    public ClaimRecord done(Ending how, Instant now) {
        return with(holder, Phase.DONE, now, Exposure.NONE, weightSince, promotion, Optional.of(how), homeSince);
    }

    /** The same release with everything that changes in its life; the rest is what it began with. */
    private ClaimRecord with(
            Holder nextHolder,
            Phase nextPhase,
            Instant since,
            Exposure nextExposure,
            Optional<Instant> stands,
            Optional<Promotion> nextPromotion,
            Optional<Ending> nextEnding,
            Optional<Instant> home) {
        return new ClaimRecord(
                release,
                nextHolder,
                nextPhase,
                since,
                opened,
                expires,
                traffic,
                route,
                workload,
                nextExposure,
                nextExposure.weight() == exposure.weight() ? before : exposure.weight(),
                stands,
                drain,
                forensics,
                nextPromotion,
                nextEnding,
                home,
                orders,
                terms,
                nextPhase == Phase.SERVING && stands.equals(weightSince) ? approvalUntil : Optional.empty());
    }
}
