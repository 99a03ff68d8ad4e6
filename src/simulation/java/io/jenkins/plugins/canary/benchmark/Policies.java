package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.simulation.Sampler;
import java.util.Locale;

/** Who decides. */
public enum Policies {
    /** This engine. */
    OURS {
        @Override
        Policy on(World world, long seed) {
            return new Ours(world, world.spec(), new MemoryJournal());
        }
    },
    /** This engine, looking only for faults that are there from the beginning. */
    OURS_PLAIN {
        @Override
        Policy on(World world, long seed) {
            return new Ours(world, OurSpec.plain(world.workload()), new MemoryJournal());
        }
    },
    /** Flagger. */
    FLAGGER {
        @Override
        Policy on(World world, long seed) {
            return new Flagger(world.workload());
        }
    },
    /** Argo Rollouts. */
    ARGO {
        @Override
        Policy on(World world, long seed) {
            return new Argo(world.workload());
        }
    },
    /** Kayenta. */
    KAYENTA {
        @Override
        Policy on(World world, long seed) {
            return new Kayenta(world.workload(), new Sampler(seed));
        }
    };

    /** The policy for one release. */
    abstract Policy on(World world, long seed);

    /** Whether it asks for what was before the release. */
    boolean asksForThePast() {
        return this == OURS || this == OURS_PLAIN;
    }

    /** As it is written: {@code ours-plain}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
