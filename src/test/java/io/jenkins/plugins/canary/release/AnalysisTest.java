package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSettings;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private static final Instant START = ToyWorld.START;
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Metric ERRORS = new ErrorRatio(
            new MetricSettings(
                    "errors", "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
            "requests",
            "errors");

    private final ToyWorld world = new ToyWorld();
    private final Numbers numbers = new Numbers();
    private final Journal journal = new MemoryJournal();

    @Test
    void readsOnlyWhatItDoesNotKnowYet() {
        Analysis analysis = analysis();
        round(analysis, START.plusSeconds(60));
        round(analysis, START.plusSeconds(120));
        assertThat(numbers.asked).containsExactly(START, START.plusSeconds(60));
    }

    @Test
    void goesOnWhereAnEarlierProcessStopped() {
        round(analysis(), START.plusSeconds(60));
        round(analysis(), START.plusSeconds(120));
        assertThat(numbers.asked).containsExactly(START, START.plusSeconds(60));
    }

    @Test
    void saysTheSameWhetherItWasRestartedOrNot() {
        numbers.canaryErrors = 2;
        Judgement restarted = null;
        Journal once = new MemoryJournal();
        Analysis steady = new Analysis(release(once));
        Judgement unbroken = null;
        for (int minute = 1; minute <= 4; minute++) {
            restarted = round(analysis(), START.plusSeconds(60L * minute));
            unbroken = round(steady, START.plusSeconds(60L * minute));
        }
        assertThat(restarted).isEqualTo(unbroken);
    }

    @Test
    void doesNotCountAnIntervalTwiceThatASourceTellsAgain() {
        numbers.forgetful = true;
        round(analysis(), START.plusSeconds(60));
        round(analysis(), START.plusSeconds(120));
        Judgement judgement = round(analysis(), START.plusSeconds(120));
        assertThat(judgement.verdict().evidence())
                .singleElement()
                .satisfies(evidence -> assertThat(evidence.canaryTotal()).isEqualTo(100 * 8));
    }

    @Test
    void beginsAnewWithEachWeight() {
        Analysis analysis = analysis();
        round(analysis, START.plusSeconds(60));
        ClaimRecord raised = serving(25, START.plusSeconds(300));
        analysis.round(raised, world.workload().observe(raised), START.plusSeconds(330));
        assertThat(numbers.asked).containsExactly(START, START.plusSeconds(300));
    }

    @Test
    void holdsWhileTheSourceIsSilentAndSaysWhy() {
        Analysis analysis = analysis();
        round(analysis, START.plusSeconds(60));
        numbers.silent = true;
        Judgement judgement = round(analysis, START.plusSeconds(60 + 601));
        assertThat(judgement.verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        assertThat(judgement.verdict().reason()).isEqualTo(Reason.SOURCE_DOWN);
        assertThat(judgement.mayRaise()).isFalse();
        assertThat(analysis.silence()).contains("connection refused");
    }

    @Test
    void whatTheOldCanaryDidIsForgottenWhenTheReleaseBeginsAnew() {
        numbers.canaryErrors = 20;
        assertThat(round(analysis(), START.plusSeconds(300)).verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
        Restart.note(journal, START.plusSeconds(310), "Another hand changed stable");
        numbers.canaryErrors = 0;
        ClaimRecord anew = serving(5, START.plusSeconds(400));
        Judgement judgement = analysis().round(anew, world.workload().observe(anew), START.plusSeconds(700));
        assertThat(judgement.verdict().kind()).isNotEqualTo(Verdict.Kind.FAIL);
        assertThat(judgement.verdict().evidence())
                .singleElement()
                .satisfies(evidence -> assertThat(evidence.canaryTotal()).isEqualTo(100 * 20));
    }

    @Test
    void catchesUpWhenTheSourceAnswersAgain() {
        Analysis analysis = analysis();
        round(analysis, START.plusSeconds(60));
        numbers.silent = true;
        round(analysis, START.plusSeconds(120));
        numbers.silent = false;
        round(analysis, START.plusSeconds(180));
        assertThat(numbers.asked).containsExactly(START, START.plusSeconds(60));
        assertThat(analysis.silence()).isEmpty();
    }

    @Test
    void aCanaryWithTrafficAndNoReadyPodFailsWhateverTheNumbersSay() {
        Analysis analysis = analysis();
        world.canaryBecomesReady = false;
        Judgement judgement = round(analysis, START.plusSeconds(60));
        assertThat(judgement.verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
        assertThat(judgement.verdict().reason()).isEqualTo(Reason.GUARD_TRIPPED);
    }

    @Test
    void aStableThatSomebodyElseChangedCannotBeComparedWith() {
        Analysis analysis = analysis();
        world.stableTemplate = "somebody else's";
        Judgement judgement = round(analysis, START.plusSeconds(60));
        assertThat(judgement.verdict().reason()).isEqualTo(Reason.STABLE_CHANGED);
        assertThat(judgement.mayRaise()).isFalse();
    }

    @Test
    void podsThatWereReplacedAreStillAskedFor() {
        Analysis analysis = analysis();
        world.canaryPods = 2;
        round(analysis, START.plusSeconds(60));
        world.canaryPods = 1;
        round(analysis, START.plusSeconds(120));
        assertThat(numbers.lastCanary.pods()).containsOnlyKeys("canary-0", "canary-1");
    }

    @Test
    void aPreviousBaselineIsLookedForEarlierAndItsShareOfTrafficIsNotTheWeight() {
        ReleaseSpec spec = SpecReader.read(Specs.with("baseline: previous\nbaselineShift: 36h"));
        Arms arms = Arms.observed(
                new Release("r1", ToyReleases.ME, spec, ToyReleases.adapters(world, journal)),
                serving(5, START),
                world.workload().observe(serving(5, START)),
                START);
        assertThat(arms.baseline().earlier()).isEqualTo(Duration.ofHours(36));
        assertThat(arms.canary().earlier()).isZero();
        assertThat(arms.with(arms)).isEqualTo(arms);
        assertThat(Fold.settings(spec).split()).isEqualTo(Split.BY_PODS);
        assertThat(Fold.settings(spec).earlier()).isEqualTo(Duration.ofHours(36));
    }

    @Test
    void theShareOfTrafficOfUsersWhoStayIsNotTheWeight() {
        String istio = "traffic: {istio: {virtualService: checkout%s}}";

        assertThat(Fold.settings(SpecReader.read(Specs.with(istio.formatted(""))))
                        .split())
                .isEqualTo(Split.BY_WEIGHT);
        assertThat(Fold.settings(SpecReader.read(Specs.with(istio.formatted(", affinity: 1h"))))
                        .split())
                .isEqualTo(Split.BY_PODS);
    }

    @Test
    void whatAPodDoesInItsFirstMinutesIsNotCompared() {
        round(analysis(), START.plusSeconds(60));
        assertThat(numbers.lastCanary.pods())
                .containsEntry("canary-0", world.readySince.plus(AnalysisSpec.DEFAULTS.warmUp()));
    }

    @Test
    void eachVerdictIsNotedWhenItIsNew() {
        Analysis analysis = analysis();
        round(analysis, START.plusSeconds(60));
        round(analysis, START.plusSeconds(75));
        assertThat(journal.entries().stream().filter(Entry.Judged.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aPastThatIsLongEnoughCalibratesTheVerdict() {
        numbers.past = IntStream.range(0, 24 * 240)
                .mapToObj(i -> new PastInterval(
                        START.minus(INTERVAL.multipliedBy(24 * 240 - i)),
                        START.minus(INTERVAL.multipliedBy(24 * 240 - i - 1)),
                        List.of(ArmCounts.of(500, 2), ArmCounts.of(500, 3), ArmCounts.of(500, 2))))
                .toList();

        assertThat(round(analysis(), START.plusSeconds(60)).verdict().uncalibrated())
                .isFalse();
        assertThat(round(analysis(), START.plusSeconds(60)).verdict().uncalibrated())
                .as("told by the journal alone")
                .isFalse();
        assertThat(numbers.pastsAsked).isEqualTo(1);
    }

    @Test
    void aPastThatCannotBeReadLeavesTheVerdictUncalibratedAndIsTold() {
        numbers.past = null;

        assertThat(round(analysis(), START.plusSeconds(60)).verdict().uncalibrated())
                .isTrue();
        assertThat(journal.entries())
                .filteredOn(Entry.Event.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((Entry.Event) event).sentence())
                        .startsWith("errors: its noise is not known")
                        .contains("too many samples"));
    }

    private Analysis analysis() {
        world.canaryPods = Math.max(world.canaryPods, 1);
        return new Analysis(release(journal));
    }

    private Release release(Journal memory) {
        Adapters toy = ToyReleases.adapters(world, memory);
        Adapters adapters =
                new Adapters(toy.claim(), toy.workload(), (TrafficSpec t) -> world.router(), name -> numbers, memory);
        return new Release("r1", ToyReleases.ME, ToyReleases.spec(List.of(ERRORS)), adapters);
    }

    private Judgement round(Analysis analysis, Instant now) {
        ClaimRecord claim = serving(5, START);
        return analysis.round(claim, world.workload().observe(claim), now);
    }

    private static ClaimRecord serving(int weight, Instant since) {
        return ToyReleases.opening(ToyReleases.ME).serving(weight, since).weightStands(since);
    }

    /** A source that knows a hundred canary requests for every interval. */
    private static final class Numbers implements MetricSource {
        final List<Instant> asked = new ArrayList<>();
        Scope lastCanary;
        double canaryErrors;
        boolean silent;
        boolean forgetful;
        List<PastInterval> past = List.of();
        int pastsAsked;

        @Override
        public History history(Metric metric, Scope baseline, Instant from, Instant to) {
            return new History(INTERVAL, List.of(), ArmCounts.of(684_000, 3_400));
        }

        @Override
        public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
            pastsAsked++;
            if (past == null) {
                throw SourceException.lasting("prom: too many samples");
            }
            return past;
        }

        @Override
        public Reading read(Metric metric, ReadRequest request) {
            if (silent) {
                throw SourceException.passing("prom: connection refused");
            }
            asked.add(request.from());
            lastCanary = request.canary();
            List<Interval> intervals = new ArrayList<>();
            Instant from = forgetful ? START : request.from();
            for (Instant end = from.plus(INTERVAL); !end.isAfter(request.to()); end = end.plus(INTERVAL)) {
                intervals.add(new Interval(
                        end.minus(INTERVAL),
                        end,
                        request.weight(),
                        ArmCounts.of(100, canaryErrors),
                        ArmCounts.of(1900, 9),
                        Set.of()));
            }
            return new Reading.Counted(intervals);
        }
    }
}
