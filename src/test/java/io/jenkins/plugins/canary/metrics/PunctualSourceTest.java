package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PunctualSourceTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final ErrorRatio ERRORS = new ErrorRatio(
            new MetricSettings(
                    "errors", "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
            "total",
            "bad");

    private final SimulatedClock clock = SimulatedClock.at(NOW);
    private Duration ahead = Duration.ZERO;
    private int asked;
    private final List<ReadRequest> requests = new CopyOnWriteArrayList<>();
    private final PunctualSource source = new PunctualSource("prom-eu", new Echo(), this::theirTime, clock);

    private ServerTime theirTime() {
        asked++;
        return new ServerTime(clock.instant().plus(ahead), Optional.empty());
    }

    /** Answers with an interval that is as long as the time that is asked for. */
    private final class Echo implements MetricSource {
        @Override
        public Set<DataKind> kinds() {
            return Set.of(DataKind.COUNTERS);
        }

        @Override
        public History history(Metric metric, Scope baseline, Instant from, Instant to) {
            return new History(Duration.between(from, to), List.of(), new ArmCounts(0, List.of()));
        }

        @Override
        public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
            return List.of(new PastInterval(from, to, List.of()));
        }

        @Override
        public List<Question> questions(Metric metric, ReadRequest request) {
            return List.of(new Question("total", Optional.of(Arm.CANARY), "sum(total)", ""));
        }

        @Override
        public Reading read(Metric metric, ReadRequest request) {
            requests.add(request);
            ArmCounts counts = new ArmCounts(1, List.of(0.0));
            return new Reading.Counted(
                    List.of(new Interval(request.from(), request.to(), request.weight(), counts, counts, Set.of())));
        }
    }

    private Reading.Counted read() {
        return (Reading.Counted) read(source);
    }

    private Reading read(MetricSource asked) {
        return asked.read(ERRORS, request());
    }

    private ReadRequest request() {
        Scope scope = new Scope(Arm.CANARY, Map.of(), Map.of("a", NOW));
        Scope baseline = new Scope(Arm.BASELINE, Map.of(), Map.of());
        return new ReadRequest(
                scope,
                baseline,
                5,
                List.of(),
                List.of(),
                Duration.ofSeconds(15),
                clock.instant().minusSeconds(15),
                clock.instant());
    }

    @Test
    void aClockThatIsRightChangesNothing() {
        ahead = Duration.ofSeconds(4);

        read();

        assertThat(requests.get(0).to()).isEqualTo(NOW);
    }

    @Test
    void aClockThatIsALittleOffIsAllowedFor() {
        ahead = Duration.ofSeconds(20);

        Reading.Counted reading = read();

        assertThat(requests.get(0).to()).isEqualTo(NOW.plusSeconds(20));
        assertThat(requests.get(0).canary().pods()).containsEntry("a", NOW.plusSeconds(20));
        assertThat(reading.intervals().get(0).end()).isEqualTo(NOW);
    }

    @Test
    void thePastIsAskedForByItsClockAndToldByOurs() {
        ahead = Duration.ofSeconds(-20);
        Scope scope = new Scope(Arm.BASELINE, Map.of(), Map.of());
        History none = new History(Duration.ofSeconds(15), List.of(), new ArmCounts(0, List.of()));

        List<PastInterval> past = source.past(ERRORS, scope, none, NOW.minusSeconds(60), NOW);

        assertThat(past.get(0).start()).isEqualTo(NOW.minusSeconds(60));
        assertThat(past.get(0).end()).isEqualTo(NOW);
    }

    @Test
    void anEstimateThatHardlyChangesStaysSoThatIntervalsFit() {
        ahead = Duration.ofSeconds(20);
        read();
        ahead = Duration.ofMillis(21_500);
        clock.advanceTo(NOW.plusSeconds(61));
        read();

        assertThat(requests.get(1).to()).isEqualTo(NOW.plusSeconds(81));
    }

    @Test
    void aClockThatIsMinutesOffIsNotBelieved() {
        ahead = Duration.ofMinutes(-5);

        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.lasting()).isFalse())
                .hasMessageContainingAll("source prom-eu", "5 min 0 s behind", "NTP");
        assertThat(requests).isEmpty();
    }

    @Test
    void onceTheClockIsSetTheSourceIsBelieved() {
        ahead = Duration.ofMinutes(5);
        assertThatThrownBy(this::read).hasMessageContaining("5 min 0 s ahead of");
        ahead = Duration.ZERO;

        assertThat(read().intervals()).hasSize(1);
    }

    @Test
    void itIsAskedOnceAMinute() {
        read();
        read();
        assertThat(asked).isEqualTo(1);

        clock.advanceTo(NOW.plusSeconds(61));
        read();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aSourceThatTellsNoTimeIsBelieved() {
        PunctualSource mute = new PunctualSource(
                "prom-eu",
                new Echo(),
                () -> {
                    throw SourceException.lasting("unknown function time");
                },
                clock);

        assertThat(mute.kinds()).containsExactly(DataKind.COUNTERS);
        assertThat(mute.history(ERRORS, new Scope(Arm.BASELINE, Map.of(), Map.of()), NOW, NOW.plusSeconds(9))
                        .interval())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void nobodyWaitsForTheCallOfAnotherOneWhichMayHang() throws Exception {
        CountDownLatch bothAsk = new CountDownLatch(2);
        MetricSource hanging = new PunctualSource("prom-eu", new Echo(), () -> together(bothAsk), clock);
        ExecutorService two = Executors.newFixedThreadPool(2);

        List<Future<Reading>> readings = List.of(two.submit(() -> read(hanging)), two.submit(() -> read(hanging)));

        for (Future<Reading> reading : readings) {
            assertThat(reading.get(30, TimeUnit.SECONDS)).isNotNull();
        }
        two.shutdownNow();
    }

    /** Comes back once both have asked. */
    private ServerTime together(CountDownLatch bothAsk) {
        bothAsk.countDown();
        try {
            assertThat(bothAsk.await(20, TimeUnit.SECONDS))
                    .as("the other one asks too")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new ServerTime(clock.instant(), Optional.empty());
    }

    @Test
    void tellsWhatTheSourceIsAskedWithoutAskingIt() {
        List<Question> questions = source.questions(ERRORS, request());

        assertThat(questions).extracting(Question::text).containsExactly("sum(total)");
        assertThat(asked).isZero();
    }
}
