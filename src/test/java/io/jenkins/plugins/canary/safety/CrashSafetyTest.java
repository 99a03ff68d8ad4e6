package io.jenkins.plugins.canary.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.Analyze;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Promote;
import io.jenkins.plugins.canary.simulation.Routing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever dies, and wherever, nobody is left without a server. Every act is struck at each of its calls to the cluster in turn:
 * the process is killed right after the call and a new one resumes the act, or rolls back knowing nothing but the claim; or the
 * call itself goes wrong in one of the ways of {@link Fault}. In the end the cluster is exactly as before or exactly promoted,
 * and at no instant was any traffic sent where no ready pod is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class CrashSafetyTest {
    private static final int NEVER = Integer.MAX_VALUE;

    /** One kind of routing alone ({@code -Dcanary.routing=NGINX}), for whoever works on its router; default: all. */
    private static final List<Routing> ROUTINGS = Optional.ofNullable(System.getProperty("canary.routing"))
            .map(name -> List.of(Routing.valueOf(name)))
            .orElse(List.of(Routing.values()));

    /** One act alone ({@code -Dcanary.act=UNDO}); default: all. */
    private static final List<Act> ACTS = Optional.ofNullable(System.getProperty("canary.act"))
            .map(name -> List.of(Act.valueOf(name)))
            .orElse(List.of(Act.values()));

    private final Map<String, String> tried = new ConcurrentSkipListMap<>();
    private final AtomicInteger total = new AtomicInteger();

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("actsAndRoutings")
    void anActThatIsKilledAfterAnyCallIsTakenUpByANewProcess(Act act, Routing routing) {
        killAtEachCall(act, routing, "kill, resume", (run, journal) -> {
            Progress end = run.process(journal, NEVER).run(act::operation);
            assertThat(end).isInstanceOf(Progress.Done.class);
            finish(run, journal);
        });
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("actsAndRoutings")
    void anActThatIsKilledAfterAnyCallCanBeRolledBackFromTheClaimAlone(Act act, Routing routing) {
        killAtEachCall(act, routing, "kill, roll back", (run, journal) -> {
            boolean wasOver = run.world.isOver() && act.end == Act.End.PROMOTED;
            Progress end = run.process(new MemoryJournal(), NEVER).run(act::takenBack);
            assertThat(end).isInstanceOf(Progress.Done.class);
            if (wasOver || run.world.isPromotedByAnotherHand()) {
                run.world.mustBePromoted();
            } else {
                run.world.mustBeAsBefore();
            }
        });
    }

    @ParameterizedTest(name = "{0} by {1} with {2}")
    @MethodSource("actsRoutingsAndFaults")
    void anActGoesOnWhateverGoesWrongWithAnyCall(Act act, Routing routing, Fault fault) {
        strikeEachCall(act, routing, fault, (run, call) -> endAfterFault(run, run.struckAt(call, fault)));
    }

    @AfterAll
    void tellWhatWasTried() {
        Map<String, String> rows = new TreeMap<>();
        tried.forEach((key, points) -> {
            String[] parts = key.split("\\|");
            rows.merge(parts[0], parts[1] + " " + points, (a, b) -> a + ", " + b);
        });
        StringBuilder table = new StringBuilder("Points tried, by operation, router and what struck:\n");
        rows.forEach((row, points) ->
                table.append("  ").append(row).append(": ").append(points).append('\n'));
        System.out.println(table.append("  in all: ").append(total.get()));
    }

    static Stream<Arguments> actsAndRoutings() {
        return ACTS.stream()
                .flatMap(act ->
                        ROUTINGS.stream().filter(act.routings()::contains).map(routing -> Arguments.of(act, routing)));
    }

    /** A rollout is made of the other acts, each of which is struck by itself. */
    static Stream<Arguments> actsRoutingsAndFaults() {
        return actsAndRoutings().flatMap(pair -> Stream.of(Fault.values())
                .map(fault -> Arguments.of(pair.get()[0], pair.get()[1], fault)));
    }

    /** Kills after every call; calls that leave the same behind share one kill. */
    private void killAtEachCall(Act act, Routing routing, String how, BiConsumer<Recording, Journal> then) {
        List<Footprint> footprints = Lab.ofThisThread().recording(act, routing).footprints();
        int states = 0;
        for (int call = 1; call <= footprints.size(); call++) {
            boolean isLastOfItsKind = call == footprints.size()
                    || !footprints
                            .get(call)
                            .state()
                            .equals(footprints.get(call - 1).state());
            if (isLastOfItsKind) {
                strike(act, routing, how, call, (run, at) -> then.accept(run, run.killedAfter(at)));
                states++;
            }
        }
        note(act, routing, how, footprints.size() + " (" + states + " states)", footprints.size());
    }

    /** Strikes every call; of the faults that come to the same for a read, each read gets one in turn. */
    private void strikeEachCall(Act act, Routing routing, Fault fault, BiConsumer<Recording, Integer> strike) {
        List<Footprint> footprints = Lab.ofThisThread().recording(act, routing).footprints();
        int struck = 0;
        for (int call = 1; call <= footprints.size(); call++) {
            if (footprints.get(call - 1).wrote() || fault.strikesRead(call)) {
                strike(act, routing, fault.name(), call, strike);
                struck++;
            }
        }
        note(act, routing, fault.name(), String.valueOf(struck), struck);
    }

    private static void strike(Act act, Routing routing, String how, int call, BiConsumer<Recording, Integer> strike) {
        try {
            strike.accept(Lab.ofThisThread().recording(act, routing), call);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    act + " by " + routing + ", " + how + " at call " + call + ": " + e.getMessage(), e);
        }
    }

    private void note(Act act, Routing routing, String how, String points, int count) {
        tried.put(act + " by " + routing + "|" + how, points);
        total.addAndGet(count);
    }

    /** Brings what is still open to its end, so that the whole of it can be looked at. */
    private static void finish(Recording run, Journal journal) {
        if (run.act.end == Act.End.AS_BEFORE) {
            run.world.mustBeAsBefore();
            return;
        }
        if (run.act.end == Act.End.OPEN) {
            Process next = run.process(journal, NEVER);
            run.act.conclude(next);
            next.run(Analyze::new);
            next.run(release -> new Promote(release, Verdict.Kind.PASS));
        }
        run.world.mustBePromoted();
    }

    private static void endAfterFault(Recording run, Journal journal) {
        if (run.act.end == Act.End.OPEN) {
            run.process(journal, NEVER).run(Act::rollback);
            run.world.mustBeAsBefore();
        } else {
            finish(run, journal);
        }
    }
}
