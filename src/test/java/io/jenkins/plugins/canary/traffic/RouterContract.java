package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every router must do. */
abstract class RouterContract {
    private static final String NOTE = "note";

    MockCluster cluster;
    TrafficRouter router;
    ClaimRecord claim;
    private Map<String, String> before;

    /** A cluster in which stable gets all traffic. */
    abstract MockCluster cluster();

    abstract TrafficRouter router(MockCluster cluster);

    /** The object of the user's that decides where traffic goes: kind and name. */
    abstract List<String> route();

    /** The object that {@code shift} and {@code home} write: kind and name. */
    List<String> written() {
        return route();
    }

    /** How traffic is taken home: one read and one write. */
    List<String> homeCalls() {
        return List.of("get " + String.join(" ", written()), "update " + String.join(" ", written()));
    }

    /** What it can give the canary beside weights. */
    List<Exposure> chosen() {
        return List.of();
    }

    static final Cohort BETA = new Cohort(Cohort.Carrier.HEADER, "X-User-Group", "beta", false, 100);
    static final Cohort LIKE_BETA = new Cohort(Cohort.Carrier.HEADER, "x-user-group", "be.*", true, 100);
    static final Cohort COOKIE = new Cohort(Cohort.Carrier.COOKIE, "canary", "always", false, 100);

    /** Cohorts of each kind, alone and beside a weight. */
    static final List<Exposure> COHORTS = List.of(
            new Exposure(0, Optional.of(BETA), 0),
            new Exposure(20, Optional.of(LIKE_BETA), 0),
            new Exposure(20, Optional.of(COOKIE), 0),
            new Exposure(100, Optional.of(BETA), 0));

    /** Copies of all requests, and of some. */
    static final List<Exposure> COPIES =
            List.of(new Exposure(0, Optional.empty(), 100), new Exposure(0, Optional.empty(), 30));

    static List<Exposure> both() {
        return Stream.concat(COPIES.stream(), COHORTS.stream()).toList();
    }

    /** Lets the cluster do what it does by itself once an object was written. */
    void settle() {}

    @BeforeEach
    void begin() {
        cluster = cluster();
        router = router(cluster);
        before = cluster.everything();
        claim = Shop.claim(router);
    }

    @Test
    void planningChangesNothing() {
        assertThat(cluster.calls).noneMatch(call -> call.matches("(create|update|delete) .*"));
    }

    @Test
    void beforeTheFirstShiftTrafficIsHome() {
        assertThat(router.carries(claim, 0)).isTrue();
        assertThat(router.carries(claim, 20)).isFalse();
    }

    @Test
    void givesEachWeightAndPutsEverythingBack() {
        for (int weight : new int[] {0, 20, 33, 50, 20}) {
            shift(weight);
            assertThat(router.carries(claim, weight)).as("weight %d", weight).isTrue();
        }
        home();
        assertThat(router.carries(claim, 0)).isTrue();
        router.clear(claim);

        assertThat(cluster.everything()).isEqualTo(before);
        assertThat(router.carries(claim, 0)).isTrue();
    }

    @Test
    void givesChosenRequestsOnceHoweverOftenAndPutsEverythingBack() {
        assertThat(router.problems(claim.route(), chosen(), 4)).isEmpty();
        for (Exposure exposure : chosen()) {
            shift(exposure);
            assertThat(router.carries(claim, exposure)).as("%s", exposure).isTrue();
            assertThat(router.carries(claim, 0)).as("%s is not home", exposure).isFalse();
            assertThat(router.carries(claim, 50))
                    .as("%s is no weight", exposure)
                    .isFalse();
            Map<String, String> once = cluster.everything();
            shift(exposure);
            assertThat(cluster.everything()).isEqualTo(once);
        }
        home();
        assertThat(router.carries(claim, 0)).isTrue();
        router.clear(claim);

        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void comesHomeFromChosenRequestsWhateverTheClaimSaysOfThem() {
        for (Exposure exposure : chosen()) {
            shift(exposure);
            home();
            router.clear(claim);
            assertThat(cluster.everything()).as("%s", exposure).isEqualTo(before);
        }
    }

    @Test
    void whatCannotBeHadIsTheSameWhileTheCanaryServes() {
        List<Exposure> exposures = Stream.concat(Stream.of(Exposure.of(5), Exposure.of(20)), chosen().stream())
                .toList();
        List<String> before = router.problems(claim.route(), exposures, 4);
        shift(20);

        assertThat(router.problems(claim.route(), exposures, 4)).isEqualTo(before);
    }

    @Test
    void doingEverythingTwiceIsDoingItOnce() {
        shift(0);
        shift(0);
        shift(50);
        Map<String, String> once = cluster.everything();
        shift(50);
        assertThat(cluster.everything()).isEqualTo(once);
        home();
        Map<String, String> atHome = cluster.everything();
        home();
        assertThat(cluster.everything()).isEqualTo(atHome);
        router.clear(claim);
        router.clear(claim);

        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void takingHomeWhatWasNeverSentChangesNothing() {
        home();
        router.clear(claim);

        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void carriesOnlyTheWeightThatWasGiven() {
        shift(20);

        assertThat(router.carries(claim, 20)).isTrue();
        assertThat(List.of(0, 33, 50)).noneMatch(weight -> router.carries(claim, weight));
    }

    @Test
    void weightZeroIsHome() {
        shift(50);
        shift(0);

        assertThat(router.carries(claim, 0)).isTrue();
        assertThat(router.carries(claim, 50)).isFalse();
    }

    @Test
    void takesTrafficHomeWithOneReadAndOneWrite() {
        shift(50);
        cluster.calls.clear();
        router.home(claim);

        assertThat(cluster.calls).containsExactlyElementsOf(homeCalls());
    }

    @Test
    void movesBetweenWeightsWithOneReadAndOneWriteOfTheRoute() {
        shift(20);
        cluster.calls.clear();
        router.shift(claim, 50);

        assertThat(cluster.calls)
                .filteredOn(call -> call.endsWith(String.join(" ", written())))
                .containsExactly("get " + String.join(" ", written()), "update " + String.join(" ", written()));
    }

    @Test
    void nothingButWhatItWritesIsThere() {
        shift(50);

        assertThat(cluster.everything().keySet())
                .containsAll(before.keySet())
                .filteredOn(key -> !before.containsKey(key) && !key.startsWith("Pod "))
                .isSubsetOf(written().get(0) + " shop/" + written().get(1));
    }

    @Test
    void leavesAloneWhatSomebodyElseWroteMeanwhile() {
        shift(50);
        annotate(route());
        home();
        router.clear(claim);

        Map<String, String> stands = cluster.everything();
        assertThat(stands.get(key()).toString()).contains("\"note\":\"mine\"");
        removeAnnotation();
        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void saysSoWhenSomebodyElseWritesAtTheSameTime() {
        shift(20);
        cluster.beforeWrite = () -> {
            cluster.beforeWrite = () -> {};
            annotate(written());
        };

        assertThatThrownBy(() -> router.shift(claim, 50)).isInstanceOf(ConflictException.class);
    }

    @Test
    void refusesToShiftOnARouteThatWasDeleted() {
        cluster.remove(route().get(0), route().get(1));

        assertThatThrownBy(() -> router.shift(claim, 50))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("shop/" + route().get(1));
    }

    @Test
    void aDeletedRouteSendsNothingToTheCanary() {
        shift(50);
        cluster.remove(route().get(0), route().get(1));
        home();
        router.clear(claim);

        assertThat(router.carries(claim, 0)).isTrue();
    }

    @Test
    void comesHomeFromEveryPointOfAnInterruptedShift() {
        for (int survived = 0; survived < 3; survived++) {
            interruptAfter(survived);
            cluster.beforeWrite = () -> {};
            settle();
            home();
            assertThat(router.carries(claim, 0)).isTrue();
            router.clear(claim);

            assertThat(cluster.everything()).as("after %d writes", survived).isEqualTo(before);
        }
    }

    void shift(int weight) {
        router.shift(claim, weight);
        settle();
    }

    void shift(Exposure exposure) {
        router.shift(claim, exposure);
        settle();
    }

    void home() {
        router.home(claim);
        settle();
    }

    private void interruptAfter(int writes) {
        int[] left = {writes};
        cluster.beforeWrite = () -> {
            if (left[0]-- == 0) {
                throw new ConflictException("interrupted");
            }
        };
        try {
            router.shift(claim, 50);
        } catch (ConflictException interrupted) {
            assertThat(interrupted).hasMessage("interrupted");
        }
    }

    private String key() {
        return route().get(0) + " shop/" + route().get(1);
    }

    private void annotate(List<String> object) {
        Map<String, Object> fields = cluster.fields(object.get(0), object.get(1));
        Map<String, Object> metadata = new LinkedHashMap<>(Fields.in(fields, "metadata"));
        metadata.put("annotations", noted(Fields.in(metadata, "annotations")));
        cluster.apply(Fields.with(fields, "metadata", metadata));
    }

    private void removeAnnotation() {
        Map<String, Object> fields = cluster.fields(route().get(0), route().get(1));
        Map<String, Object> metadata = Fields.in(fields, "metadata");
        Map<String, Object> rest = Fields.without(Fields.in(metadata, "annotations"), NOTE);
        cluster.apply(Fields.with(
                fields,
                "metadata",
                rest.isEmpty() ? Fields.without(metadata, "annotations") : Fields.with(metadata, "annotations", rest)));
    }

    private static Map<String, Object> noted(Map<String, Object> annotations) {
        return Fields.with(annotations, NOTE, "mine");
    }
}
