package io.jenkins.plugins.canary.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.release.Adopt;
import io.jenkins.plugins.canary.release.Analyze;
import io.jenkins.plugins.canary.release.Listen;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Predecessor;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Promote;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Retrying;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Goes on with what no step drives: watches canaries that serve (a FAIL takes traffic home at once, and the next step is told),
 * rolls back what has expired, and brings to its end a rollback that a step only began.
 */
@Extension
public final class Watch extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(Watch.class.getName());

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    /** Entries that are to be looked at: one that waits for a thread, behind a source that hangs, waits once. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /** The one of this Jenkins. */
    static Watch get() {
        return ExtensionList.lookupSingleton(Watch.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.SECONDS.toMillis(5);
    }

    @Override
    protected void doRun() {
        for (OpenReleases.Entry entry : OpenReleases.get().entries()) {
            Optional<LiveRelease> live = entry.live();
            if (live.isEmpty()) {
                watched.remove(entry.text());
                OpenReleases.get().forget(entry);
            } else if (waiting.add(entry.text())) {
                Workers.work(live.get().lane(), () -> look(entry.text(), live.get()));
            }
        }
    }

    private void look(String entry, LiveRelease live) {
        try {
            if (live.isDriven()) {
                watched.remove(entry);
            } else {
                watched.computeIfAbsent(entry, fresh -> new Watched(live))
                        .look(Clockwork.get().clock().instant());
            }
        } finally {
            waiting.remove(entry);
        }
    }

    /** One release, as the watch sees it. */
    private static final class Watched {
        private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);
        private static final Duration USUALLY = Duration.ofSeconds(15);

        private final LiveRelease live;
        private final Operation operation = Retrying.begun(this::tick);
        private Optional<Analyze> analysis = Optional.empty();
        private Optional<Promote> promotion = Optional.empty();
        private Instant next = Instant.MIN;

        Watched(LiveRelease live) {
            this.live = live;
        }

        synchronized void look(Instant now) {
            if (now.isBefore(next)) {
                return;
            }
            try {
                next = operation.tick(now) instanceof Progress.Waiting waiting ? waiting.until() : now.plus(USUALLY);
            } catch (RefusedException | DeniedException e) {
                LOGGER.log(Level.WARNING, e, () -> live.kept().getTarget() + " cannot be watched");
                next = now.plus(AFTER_REFUSAL);
            }
        }

        private Progress tick(Instant now) {
            Release release = live.release();
            Optional<ClaimRecord> found = release.adapters().claim().read().map(ClaimState::claim);
            Optional<ClaimRecord> ours = found.filter(claim -> claim.release().equals(release.id()));
            if (ours.isEmpty()
                    && release.spec().changes().found().isPresent()
                    && !Adopt.isTaken(release.adapters().journal())) {
                return unclaimed(now);
            }
            if (ours.isEmpty() && found.isPresent()) {
                ReleaseResult became = Predecessor.became(release.id(), found.get());
                return live.watch(at -> new Progress.Done(became), now);
            }
            if (ours.isEmpty()) {
                live.refused("the cluster does not know of this release any more");
                return later(now);
            }
            return switch (ours.get().phase()) {
                case SERVING -> serve(release, ours.get(), now);
                case ROLLING_BACK, DONE -> rollBack(release, "the release ended", now);
                case PROMOTING -> needsNoStep(ours.get()) ? promote(release, now) : later(now);
                case PREPARING -> later(now);
            };
        }

        /** An analysis alone claims nothing, and ends with its build. */
        private Progress unclaimed(Instant now) {
            if (!live.isBuilding()) {
                live.settle();
            }
            return later(now);
        }

        private Progress serve(Release release, ClaimRecord claim, Instant now) {
            if (!now.isBefore(claim.expires())) {
                return rollBack(release, "nobody ended the release before it expired at " + claim.expires(), now);
            }
            if (claim.promotionOrder().isPresent() && claim.orders().pause().isEmpty()) {
                return promote(release, now);
            }
            if (claim.exposure().isNothing() || release.spec().metrics().isEmpty()) {
                return live.watch(new Listen(release), now);
            }
            if (analysis.isEmpty()) {
                analysis = Optional.of(new Analyze(release));
            }
            return live.watch(analysis.get(), now);
        }

        /**
         * Whether a promotion goes on without a step: a person ordered it, or somebody else makes stable the new version, whenever
         * he does, and then traffic must go home.
         */
        private static boolean needsNoStep(ClaimRecord claim) {
            return claim.terms().external() || claim.promotionOrder().isPresent();
        }

        private Progress promote(Release release, Instant now) {
            if (promotion.isEmpty()) {
                promotion = Optional.of(new Promote(release, Verdict.Kind.FAIL)); // it was allowed when it began
            }
            return live.watch(promotion.get(), now);
        }

        private Progress rollBack(Release release, String reason, Instant now) {
            return live.watch(new Rollback(release.adapters(), live.holder(), Outcome.ROLLED_BACK, reason), now);
        }

        private static Progress later(Instant now) {
            return new Progress.Waiting(now.plus(USUALLY), "watching");
        }
    }
}
