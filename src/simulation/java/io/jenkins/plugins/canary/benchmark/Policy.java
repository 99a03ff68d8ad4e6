package io.jenkins.plugins.canary.benchmark;

import java.util.Optional;

/** Watches one release and decides about it. Made anew for each release; not thread-safe. */
interface Policy {
    /** Looks at what Prometheus has now. Called after every cell until it decides. */
    Optional<Decided> look(World world);

    /** What can be decided. */
    enum Decided {
        /** Taken back, because the canary harms. */
        ROLLED_BACK,
        /** Taken back without blame: both versions got worse. */
        WITHDRAWN,
        /** Promoted. */
        PROMOTED,
        /** Left to people. */
        UNDECIDED
    }
}
