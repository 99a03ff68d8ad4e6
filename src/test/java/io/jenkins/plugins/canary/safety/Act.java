package io.jenkins.plugins.canary.safety;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.release.Adopt;
import io.jenkins.plugins.canary.release.Analyze;
import io.jenkins.plugins.canary.release.AnalyzeFound;
import io.jenkins.plugins.canary.release.Deploy;
import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Promote;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.release.Rollout;
import io.jenkins.plugins.canary.release.Shift;
import io.jenkins.plugins.canary.release.Undo;
import io.jenkins.plugins.canary.simulation.OtherHand;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What is struck, and what comes before it undisturbed. */
enum Act {
    DEPLOY(End.OPEN) {
        @Override
        Operation operation(Release release) {
            return new Deploy(release);
        }
    },
    SHIFT(End.OPEN) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return new Shift(release, Exposure.of(50));
        }
    },
    ANALYZE(End.OPEN) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return new Analyze(release);
        }
    },
    /** An analysis that finds the canary harmful, and so takes it back. */
    REJECT(End.AS_BEFORE) {
        @Override
        MetricSource numbers() {
            return Numbers.FAULTY;
        }

        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return new Analyze(release);
        }
    },
    PROMOTE(End.PROMOTED) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
            process.run(Analyze::new);
        }

        @Override
        Operation operation(Release release) {
            return new Promote(release, Verdict.Kind.PASS);
        }
    },
    /** A promotion that another hand makes, as soon as the claim says what to make. */
    PROMOTE_ELSEWHERE(End.PROMOTED) {
        @Override
        void arrange(World world) {
            world.letAnotherHandPromote();
        }

        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
            process.run(Analyze::new);
        }

        @Override
        Operation operation(Release release) {
            return new Promote(release, Verdict.Kind.PASS);
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }

        @Override
        String more() {
            return "promote: external\n";
        }
    },
    ROLLBACK(End.AS_BEFORE) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return rollback(release);
        }
    },
    /** A rollback that begins when stable is already becoming the new version. */
    ROLLBACK_IN_PROMOTION(End.AS_BEFORE) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
            process.run(Analyze::new);
            process.run(
                    release -> new Promote(release, Verdict.Kind.PASS),
                    process.world().ticksIntoPromotion());
        }

        @Override
        Operation operation(Release release) {
            return rollback(release);
        }
    },
    /** A person's order, which is given once however often it is tried. */
    EXTEND(End.OPEN) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return order(
                    release, GiveOrder.extend(Instant.EPOCH, "anne@laptop", "cache is cold", Duration.ofMinutes(30)));
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }
    },
    /** A pause, which is given once too, and after which nothing goes on until it ends. */
    PAUSE(End.OPEN) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return order(release, PAUSED);
        }

        @Override
        void conclude(Process process) {
            process.run(release -> order(release, RESUMED));
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }
    },
    RESUME(End.OPEN) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
            process.run(release -> order(release, PAUSED));
        }

        @Override
        Operation operation(Release release) {
            return order(release, RESUMED);
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }
    },
    /** A rollout that begins anew, because another hand has changed stable under it. */
    ROLLOUT_BEGINS_ANEW(End.PROMOTED) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
            process.world().letAnotherHandChangeStable();
        }

        @Override
        Operation operation(Release release) {
            return new Rollout(release);
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }

        @Override
        String more() {
            return "onStableChanged: restart\n";
        }
    },
    /** A release that takes an older one back first. */
    SUPERSEDE(End.OPEN) {
        @Override
        void prepare(Process process) {
            process.runOlder(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return new Deploy(release);
        }

        @Override
        Set<Routing> routings() {
            return EnumSet.of(Routing.HOST, Routing.REPLICAS);
        }

        @Override
        String more() {
            return "onOpenRelease: supersede\n";
        }
    },
    UNDO(End.AS_BEFORE) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
            process.run(Analyze::new);
            process.run(release -> new Promote(release, Verdict.Kind.PASS));
        }

        @Override
        Operation operation(Release release) {
            return new Undo(release.adapters(), release.spec().target(), release.holder(), "customers complain");
        }

        @Override
        Operation takenBack(Release release) {
            return operation(release);
        }
    },
    ROLLOUT(End.PROMOTED) {
        @Override
        Operation operation(Release release) {
            return new Rollout(release);
        }
    },
    /** A rollout that begins with copies of requests and a cohort, which stand in the route beside what users wrote. */
    ROLLOUT_FROM_COPIES(End.PROMOTED) {
        @Override
        Operation operation(Release release) {
            return new Rollout(release);
        }

        @Override
        Set<Routing> routings() {
            return WITH_COPIES_OF_REQUESTS;
        }

        @Override
        String steps() {
            return """
                    steps:
                      - {mirror: 50}
                      - {cohort: {header: x-user-group, value: beta, share: 20}}
                      - {weight: 50}
                    """;
        }
    },
    /** A rollout that asks a person, and is taken back because nobody answers. */
    ROLLOUT_UNANSWERED(End.AS_BEFORE) {
        @Override
        Operation operation(Release release) {
            return new Rollout(release);
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }

        @Override
        String steps() {
            return "steps: [{weight: 25, approval: 1m}, {weight: 50}]\n";
        }

        @Override
        String more() {
            return "onNoApproval: rollback\n";
        }
    },
    /** A rollout with a fresh copy of stable beside the canary. */
    ROLLOUT_BESIDE_A_COPY(End.PROMOTED) {
        @Override
        Operation operation(Release release) {
            return new Rollout(release);
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }

        @Override
        String more() {
            return "baseline: fresh\n";
        }
    },
    /** A shift of a canary that something else made, which is taken for the release's own on the way. */
    ADOPT_AND_SHIFT(End.OPEN) {
        @Override
        void arrange(World world) {
            world.letSomethingElseMakeTheCanary();
        }

        @Override
        Operation operation(Release release) {
            return new Adopt(release, new Shift(release, Exposure.of(50)));
        }

        @Override
        Set<Routing> routings() {
            return BESIDE_SOMETHING_ELSE;
        }

        @Override
        String change() {
            return FOUND;
        }
    },
    PROMOTE_FOUND(End.PROMOTED) {
        @Override
        void arrange(World world) {
            world.letSomethingElseMakeTheCanary();
        }

        @Override
        void prepare(Process process) {
            process.run(AnalyzeFound::new);
        }

        @Override
        Operation operation(Release release) {
            return Adopt.promoting(release);
        }

        @Override
        Set<Routing> routings() {
            return EnumSet.of(Routing.HTTPROUTE);
        }

        @Override
        String change() {
            return FOUND;
        }
    },
    ROLLBACK_FOUND(End.AS_BEFORE) {
        @Override
        void arrange(World world) {
            world.letSomethingElseMakeTheCanary();
        }

        @Override
        void prepare(Process process) {
            process.run(release -> new Adopt(release, new Shift(release, Exposure.of(50))));
        }

        @Override
        Operation operation(Release release) {
            return rollback(release);
        }

        @Override
        Set<Routing> routings() {
            return BESIDE_SOMETHING_ELSE;
        }

        @Override
        String change() {
            return FOUND;
        }
    },
    ROLLBACK_BESIDE_A_COPY(End.AS_BEFORE) {
        @Override
        void prepare(Process process) {
            process.run(Deploy::new);
        }

        @Override
        Operation operation(Release release) {
            return rollback(release);
        }

        @Override
        Set<Routing> routings() {
            return ONE_ROUTE;
        }

        @Override
        String more() {
            return "baseline: fresh\n";
        }
    };

    private static final Order PAUSED = GiveOrder.pause(Instant.EPOCH, "anne@laptop", "lunch");

    private static final Order RESUMED = GiveOrder.resume(Instant.EPOCH.plusSeconds(1), "anne@laptop", "lunch is over");

    /** What no route knows of, so that one kind of route stands for all. */
    private static final Set<Routing> ONE_ROUTE = EnumSet.of(Routing.HOST);

    private static final Set<Routing> BESIDE_SOMETHING_ELSE = EnumSet.of(Routing.HTTPROUTE, Routing.REPLICAS);

    private static final String FOUND = "canary: " + OtherHand.NAME + "\n";

    private static final Set<Routing> WITH_COPIES_OF_REQUESTS = EnumSet.of(Routing.SUBSET, Routing.HTTPROUTE);

    /** How things stand when the act is over. */
    enum End {
        OPEN,
        PROMOTED,
        AS_BEFORE
    }

    final End end;

    Act(End end) {
        this.end = end;
    }

    abstract Operation operation(Release release);

    void prepare(Process process) {
        // Most acts need nothing before them.
    }

    /** What must come before an open release goes on to its end. */
    void conclude(Process process) {
        // Most acts leave a release that goes on.
    }

    private static Operation order(Release release, Order order) {
        return new GiveOrder(release.adapters(), release.spec().target(), order);
    }

    /** What is done before anything is released. */
    void arrange(World world) {
        // Most acts find the world as it is.
    }

    /** By which routings it is tried. */
    Set<Routing> routings() {
        return EnumSet.allOf(Routing.class);
    }

    /** What the specification says of the canary's share. */
    String steps() {
        return "weights: [25, 50]\n";
    }

    /** What the specification says of the canary. */
    String change() {
        return "image: " + Scenery.CANARY_IMAGE + "\n";
    }

    /** Lines that the specification has in addition. */
    String more() {
        return "";
    }

    MetricSource numbers() {
        return Numbers.HEALTHY;
    }

    /** What takes the act back, knowing nothing but the claim. */
    Operation takenBack(Release release) {
        return rollback(release);
    }

    static Operation rollback(Release release) {
        return new Rollback(release.adapters(), release.holder(), Outcome.ROLLED_BACK, "somebody asked for it");
    }
}
