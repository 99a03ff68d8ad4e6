package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Policy.Decided.*;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * One policy on many releases of one scenario. Runs differ by their numbers only; the same seed gives the same results on any
 * number of processors, but for the processor time.
 *
 * @param clean the same without faults of the data, where the question is whether they change the verdict
 */
public record Benchmark(Policies policy, Scenarios scenario, Workload workload, Optional<Workload> clean) {
    /**
     * A benchmark of a scenario with its own workload, or with a variant of it.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if a specification of ours would be refused with such settings
     */
    public static Benchmark of(Policies policy, Scenarios scenario, Workload workload) {
        if (policy.asksForThePast()) {
            OurSpec.of(workload);
        }
        return new Benchmark(policy, scenario, workload, scenario.clean(workload));
    }

    /** Lets the policy decide about so many releases, on all processors. */
    public Result run(int runs, long seed) throws InterruptedException {
        return run(runs, seed, Runtime.getRuntime().availableProcessors());
    }

    Result run(int runs, long seed, int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Pair>> pending = new ArrayList<>();
            for (long number = 0; number < runs; number++) {
                long one = number;
                pending.add(pool.submit(() -> pair(seed, one)));
            }
            List<Pair> done = new ArrayList<>();
            for (Future<Pair> each : pending) {
                done.add(each.get());
            }
            return new Result(this, seed, done);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run of " + scenario + " broke off: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Writes the first releases down, each into a directory of its own.
     *
     * @see Recording
     */
    public void dump(Path directory, int runs, long seed) throws IOException {
        for (int number = 0; number < runs; number++) {
            Recording.write(directory.resolve(scenario + "-" + seed + "-" + number), workload, seed, number);
        }
    }

    private Pair pair(long seed, long number) {
        return new Pair(
                Run.of(policy, workload, seed, number), clean.map(without -> Run.of(policy, without, seed, number)));
    }

    /** A run, and the same with clean data. */
    private record Pair(Run run, Optional<Run> clean) {
        boolean same() {
            return clean.filter(without -> without.decided() == run.decided()).isPresent();
        }
    }

    /** What became of all runs. */
    public static final class Result {
        private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

        private final Benchmark benchmark;
        private final long seed;
        private final List<Pair> pairs;
        private final Duration from;

        private Result(Benchmark benchmark, long seed, List<Pair> pairs) {
            this.benchmark = benchmark;
            this.seed = seed;
            this.pairs = pairs;
            from = benchmark.workload.duration(Parameter.FROM);
        }

        /** All runs, in the order of their numbers. */
        List<Run> runs() {
            return pairs.stream().map(Pair::run).toList();
        }

        /** As one JSON object. Minutes to a rollback are counted from the beginning of the fault. */
        public ObjectNode json() {
            ObjectNode json = JSON.objectNode();
            json.put("policy", benchmark.policy.toString());
            json.put("scenario", benchmark.scenario.toString());
            json.put("seed", seed);
            ObjectNode parameters = json.putObject("parameters");
            benchmark.workload.differences().forEach((parameter, value) -> parameters.put(parameter.word(), value));
            json.put("runs", pairs.size());
            json.set("falseRollbackRate", share(this::falselyRolledBack));
            json.set("detectedRate", share(run -> run.decided() == ROLLED_BACK && !falselyRolledBack(run)));
            json.set("passRate", share(run -> run.decided() == PROMOTED));
            json.set("inconclusiveRate", share(run -> run.decided() == UNDECIDED));
            json.set("withdrawnRate", share(run -> run.decided() == WITHDRAWN));
            json.set("badRequests", quantiles(run -> true, Run::harm));
            json.set(
                    "minutesToRollback",
                    quantiles(Run::takenBack, run -> minutes(run.after().minus(from))));
            json.set("minutesToPromote", quantiles(run -> run.decided() == PROMOTED, run -> minutes(run.after())));
            if (benchmark.clean.isPresent()) {
                json.set(
                        "sameAsCleanRate",
                        json(Share.of(pairs.stream().filter(Pair::same).count(), pairs.size())));
            }
            double nanos = pairs.stream().mapToDouble(pair -> pair.run.nanos()).sum();
            double looks = pairs.stream().mapToDouble(pair -> pair.run.looks()).sum();
            json.put("cpuMillisPerEvaluation", rounded(nanos / looks / 1e6));
            return json;
        }

        /** Blame is false where nothing is wrong with the canary, or nothing is yet. */
        private boolean falselyRolledBack(Run run) {
            boolean before = run.after().compareTo(from) <= 0;
            return run.decided() == ROLLED_BACK && (before && !from.isZero() || !benchmark.scenario.harmful());
        }

        private ObjectNode share(Predicate<Run> which) {
            return json(Share.of(pairs.stream().map(Pair::run).filter(which).count(), pairs.size()));
        }

        private static ObjectNode json(Share share) {
            return JSON.objectNode()
                    .put("value", rounded(share.value()))
                    .put("low", rounded(share.low()))
                    .put("high", rounded(share.high()));
        }

        private ObjectNode quantiles(Predicate<Run> which, ToDoubleFunction<Run> figure) {
            List<Double> sorted = pairs.stream()
                    .map(Pair::run)
                    .filter(which)
                    .map(figure::applyAsDouble)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            Function<Double, Double> quantile =
                    q -> sorted.isEmpty() ? null : rounded(sorted.get(rank(q, sorted.size())));
            return JSON.objectNode().put("median", quantile.apply(0.5)).put("p95", quantile.apply(0.95));
        }

        /** Position of the smallest value that a share q of all do not exceed. */
        private static int rank(double q, int size) {
            return Math.max(0, (int) Math.ceil(q * size) - 1);
        }

        private static double minutes(Duration time) {
            return time.toMillis() / 60_000.0;
        }

        private static double rounded(double value) {
            return Math.round(value * 1e5) / 1e5;
        }
    }
}
