package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.benchmark.Policy.Decided;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one release under one policy.
 *
 * @param after how long the canary had traffic until then
 * @param harm requests of the canary that went wrong since its fault began, until the decision or the end
 * @param looks how often the policy looked
 * @param nanos processor time of all looks together
 */
record Run(Decided decided, Duration after, double harm, int looks, long nanos) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Lets a policy watch a release until it decides, or to the release's end. */
    static Run of(Policies policies, Workload workload, long seed, long number) {
        World world = new World(workload, seed, number, policies.asksForThePast());
        Policy policy = policies.on(world, seed ^ number);
        Optional<Decided> decided = Optional.empty();
        int looks = 0;
        long nanos = 0;
        while (decided.isEmpty() && !world.over()) {
            world.advance();
            long before = THREADS.getCurrentThreadCpuTime();
            decided = policy.look(world);
            nanos += THREADS.getCurrentThreadCpuTime() - before;
            looks++;
        }
        return new Run(decided.orElse(Decided.UNDECIDED), world.age(), world.harm(), looks, nanos);
    }

    /** Whether the canary was taken back, with or without blame. */
    boolean takenBack() {
        return decided == Decided.ROLLED_BACK || decided == Decided.WITHDRAWN;
    }
}
