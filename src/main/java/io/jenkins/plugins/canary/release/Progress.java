package io.jenkins.plugins.canary.release;

import java.time.Instant;
import java.util.Objects;

/** How far an operation is, told by each tick to whatever drives it. */
public sealed interface Progress {
    /**
     * Nothing to do before that time.
     *
     * @param until when to tick again
     * @param status what is waited for, for people
     */
    record Waiting(Instant until, String status) implements Progress {
        /** Checks that nothing is missing. */
        public Waiting {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(status, "status");
        }
    }

    /** The operation has done what it was to do, which may well have been a rollback. */
    record Done(ReleaseResult result) implements Progress {
        /** Checks that nothing is missing. */
        public Done {
            Objects.requireNonNull(result, "result");
        }
    }

    /**
     * The operation cannot do what it was to do; ticking on would not help.
     *
     * @param reason what stands in the way and what now stands in the cluster
     */
    record Failed(String reason) implements Progress {
        /** Checks that nothing is missing. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
