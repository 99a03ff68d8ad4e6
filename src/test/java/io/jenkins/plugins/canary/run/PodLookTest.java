package io.jenkins.plugins.canary.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Claim;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.UnavailableException;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PodLookTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Pod POD = new Pod("checkout-canary-1", Optional.of(START), 2, Map.of("checkout", "shop:2"));

    private final Queue<Runnable> work = new ArrayDeque<>();
    private Instant now = START;
    private Supplier<PodLook.Seen> cluster = () -> seen(POD);
    private final PodLook look = new PodLook(() -> cluster.get(), () -> now, work::add);

    @Test
    void whoeverLooksFirstWaitsForNothingAndSeesNothing() {
        assertThat(look.seen().at()).isEmpty();
        assertThat(look.seen().pods()).isEmpty();
    }

    @Test
    void whatTheClusterSaidIsSeenAtTheNextLook() {
        look.seen();
        workAll();

        assertThat(look.seen().pods()).containsExactly(POD);
        assertThat(look.seen().at()).contains(START);
    }

    @Test
    void theClusterIsNotAskedUntilSomebodyLooks() {
        assertThat(work).isEmpty();
    }

    @Test
    void howeverManyLookTheClusterIsAskedOnce() {
        look.seen();
        look.seen();
        now = START.plusSeconds(60);
        look.seen();

        assertThat(work).as("the first answer is still awaited").hasSize(1);
    }

    @Test
    void theClusterIsAskedAgainWhenTheAnswerIsFifteenSecondsOld() {
        look.seen();
        workAll();
        now = START.plusMillis(14_999);
        look.seen();
        assertThat(work).isEmpty();

        now = START.plusSeconds(15);
        look.seen();

        assertThat(work).hasSize(1);
    }

    @Test
    void aClusterThatDoesNotAnswerIsSaidAndAskedAgain() {
        cluster = () -> {
            throw new UnavailableException("prod-eu does not answer");
        };
        look.seen();
        workAll();
        assertThat(look.seen().unknown()).isEqualTo("the pods could not be looked at: prod-eu does not answer");

        cluster = () -> seen(POD);
        now = START.plusSeconds(20);
        look.seen();
        workAll();

        assertThat(look.seen().unknown()).isEmpty();
        assertThat(look.seen().pods()).containsExactly(POD);
    }

    @Test
    void thePodsOfTheReleasesCanaryAreToldWithTheirTroubleAndWhatTheySaid() {
        CanaryState canary = new CanaryState(true, 1, 0, List.of(POD), Optional.of("ImagePullBackOff"));

        PodLook.Seen seen = PodLook.of("r-1", adapters(Optional.of("r-1"), Optional.of(canary)), START);

        assertThat(seen.pods()).containsExactly(POD);
        assertThat(seen.trouble()).isEqualTo("ImagePullBackOff");
        assertThat(seen.lines()).containsExactly("checkout wrote: <b>up</b>");
        assertThat(seen.unknown()).isEmpty();
    }

    @Test
    void aCanaryThatIsNotThereHasNoPodsAndSaysNothing() {
        PodLook.Seen seen = PodLook.of("r-1", adapters(Optional.of("r-1"), Optional.empty()), START);

        assertThat(seen.pods()).isEmpty();
        assertThat(seen.lines()).isEmpty();
        assertThat(seen.unknown()).isEmpty();
    }

    @Test
    void thePodsOfAnotherReleaseAreNotTaken() {
        CanaryState canary = new CanaryState(true, 1, 1, List.of(POD), Optional.empty());

        for (Optional<String> there : List.of(Optional.of("r-2"), Optional.<String>empty())) {
            PodLook.Seen seen = PodLook.of("r-1", adapters(there, Optional.of(canary)), START);

            assertThat(seen.pods()).isEmpty();
            assertThat(seen.unknown()).isEqualTo("the cluster knows nothing of this release now");
        }
    }

    private void workAll() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private PodLook.Seen seen(Pod pod) {
        return new PodLook.Seen(Optional.of(now), List.of(pod), "", List.of(), "");
    }

    /** A cluster in which that release is open, if any is, and has that canary. */
    private static Adapters adapters(Optional<String> release, Optional<CanaryState> canary) {
        Claim claim = answering(Claim.class, Map.of("read", release.map(PodLookTest::state)));
        WorkloadState state = new WorkloadState(
                new StableState(StableState.Template.RECORDED, 1, 1, true, List.of(), Optional.empty()), canary);
        Workload workload =
                answering(Workload.class, Map.of("observe", state, "evidence", List.of("checkout wrote: <b>up</b>")));
        return new Adapters(claim, workload, spec -> null, name -> null, new MemoryJournal());
    }

    private static ClaimState state(String release) {
        ClaimRecord claim = ClaimRecord.opening(
                release,
                new Holder("c", "https://jenkins.example.org/", "shop#12"),
                START,
                START.plus(Duration.ofHours(24)),
                new TrafficSpec(RouterKind.ISTIO, Map.of("virtualService", "checkout"), Optional.empty()),
                new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE),
                Originals.NONE,
                Duration.ofSeconds(30),
                Duration.ZERO);
        return new ClaimState(claim, "1", START, Duration.ofMinutes(1), Optional.empty());
    }

    private static <T> T answering(Class<T> type, Map<String, ?> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!answers.containsKey(method.getName())) {
                        throw new UnsupportedOperationException(method + " changes or asks what a look does not");
                    }
                    return answers.get(method.getName());
                }));
    }
}
