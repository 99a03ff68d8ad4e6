package io.jenkins.plugins.canary.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/** What a cluster knows of its pods now. Implementations are safe for use by several threads. */
public interface PodReadings {
    /**
     * The state of those of these pods that are still there.
     *
     * @param usage whether CPU and memory are wanted, which the metrics API knows
     * @throws SourceException if the cluster does not answer, or has no metrics API
     */
    List<PodReading> of(Set<String> pods, boolean usage);

    /**
     * One pod now.
     *
     * @param started when it began to run
     * @param ready whether it is
     * @param restarts of its containers since it is there
     * @param ends when each container last ended, as far as it did
     * @param cpu cores that it uses; empty if nobody knows yet
     * @param memory bytes that it uses; empty if nobody knows yet
     */
    record PodReading(
            String name,
            Instant started,
            boolean ready,
            int restarts,
            List<End> ends,
            OptionalDouble cpu,
            OptionalDouble memory) {
        /** Copies the list. */
        public PodReading {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(started, "started");
            ends = List.copyOf(ends);
            Objects.requireNonNull(cpu, "cpu");
            Objects.requireNonNull(memory, "memory");
        }
    }

    /**
     * The last end of a container.
     *
     * @param killedForMemory whether it had used more memory than it may
     */
    record End(Instant at, boolean killedForMemory) {}
}
