package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * How users stay with the version that they were drawn for. Where routes cannot do that by themselves, a cookie says which version
 * it was, of which release, and at which weight; a cookie of another release says nothing.
 *
 * <p>Whoever was drawn for the canary keeps it as long as the weight does not fall. Whoever was drawn for stable is drawn again when
 * the weight has risen, by as much as makes the canary's users so many percent of all: of those who were left at weight a,
 * (b - a) / (100 - a) at weight b.
 *
 * @param service name of stable's Service
 * @param release whose cookies count
 * @param age how long a cookie lives
 * @param before the weight before the present one; 0 for none
 */
record Affinity(String service, String release, Duration age, int before) {
    private static final int ALL = 100;

    /** As a release has it; empty if it does not ask for any. */
    static Optional<Affinity> of(TrafficSpec spec, String service, ClaimRecord claim) {
        return spec.affinity().map(age -> new Affinity(service, claim.release(), age, claim.before()));
    }

    /** That of a release that has not begun, with all that it may once have to write. */
    static Optional<Affinity> planned(TrafficSpec spec, String service) {
        return spec.affinity().map(age -> new Affinity(service, "planned", age, 1));
    }

    /** How long a cookie lives; routers know no shorter time than a second. */
    int seconds() {
        return Math.max(1, Math.toIntExact(age.toSeconds()));
    }

    /** Name of the cookie. */
    String cookie() {
        return "canary-" + service;
    }

    /** Who stays with the canary at that weight. */
    Cohort canary(int weight) {
        return weight < before
                ? users(drawn("canary", String.valueOf(weight)), false)
                : users(drawn("canary", "[0-9]+").replace(".", "\\."), true);
    }

    /** Who stays with stable until the weight changes. */
    Cohort stable(int weight) {
        return users(drawn("stable", String.valueOf(weight)), false);
    }

    /** Whether users who were drawn for stable at the weight before are drawn again by another measure than new ones. */
    boolean drawsAgain(int weight) {
        return before > 0 && before < weight;
    }

    /** Percent of these users who get the canary. */
    int again(int weight) {
        int left = ALL - before;
        return (2 * ALL * (weight - before) + left) / (2 * left);
    }

    /** What tells the canary's users from then on. */
    String marksCanary(int weight) {
        return mark(drawn("canary", String.valueOf(weight)));
    }

    /** What tells stable's users from then on. */
    String marksStable(int weight) {
        return mark(drawn("stable", String.valueOf(weight)));
    }

    private String drawn(String version, String weight) {
        return release + "-" + version + "-" + weight;
    }

    private String mark(String value) {
        return cookie() + "=" + value + "; Path=/; Max-Age=" + seconds() + "; HttpOnly";
    }

    private Cohort users(String value, boolean pattern) {
        return new Cohort(Cohort.Carrier.COOKIE, cookie(), value, pattern, ALL);
    }
}
