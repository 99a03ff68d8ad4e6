package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.JournalException;
import io.jenkins.plugins.canary.journal.SteadyJournal;
import io.jenkins.plugins.canary.notify.Telling;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A release of a build while this Jenkins lives: its one open journal, and a lock so that one operation at a time drives it.
 * Never persisted. Safe for use by several threads.
 */
public final class LiveRelease {
    private static final Logger LOGGER = Logger.getLogger(LiveRelease.class.getName());

    private final Run<?, ?> build;
    private final KeptRelease kept;
    private final Holder holder;
    private final FileJournal file;
    private final SteadyJournal journal;
    private final Telling telling;
    private final Tally tally;
    private final Questions questions = new Questions();
    private final Headline headline = new Headline();
    private final AtomicInteger drivers = new AtomicInteger();
    private volatile Lane lane;
    private final PodLook pods;

    LiveRelease(Run<?, ?> build, KeptRelease kept) {
        this.build = build;
        this.kept = kept;
        this.holder = Holders.of(build);
        this.file = FileJournal.open(Journals.file(build, kept.getId()));
        this.journal = new SteadyJournal(file);
        this.telling = Announcements.get().of(build, kept, holder);
        this.tally = new Tally(Clockwork.get().clock().instant());
        this.lane = kept.lane();
        InstantSource now = () -> Clockwork.get().clock().instant();
        this.pods = new PodLook(
                () -> PodLook.of(kept.getId(), release().adapters(), now.instant()),
                now,
                look -> Workers.look(kept.target().cluster(), look));
    }

    /** What the build remembers of it. */
    public KeptRelease kept() {
        return kept;
    }

    /** The release as it was opened. Reads nothing of the cluster. */
    public Release release() {
        return release(kept.readSpecification());
    }

    /** The release with some arguments said anew, which are kept. */
    public synchronized Release release(Map<String, Object> anew) {
        ReleaseSpec spec = Specifications.read(kept.specification(), anew);
        kept.specification(Specifications.write(spec));
        lane = kept.lane();
        save();
        return release(spec);
    }

    /** The release by that specification: with the values that are not kept. */
    public Release release(ReleaseSpec spec) {
        Reach reach = Reach.of(kept.target());
        Adapters adapters =
                kept.isLookedAt() ? reach.lookingOnly(journal, questions) : reach.adapters(journal, questions);
        return new Release(kept.getId(), holder, spec, adapters);
    }

    /** Whoever drives the release in this build. */
    public Holder holder() {
        return holder;
    }

    /** Which threads it is driven on, apart from those that take traffic home. */
    public Lane lane() {
        return lane;
    }

    /** Whatever drives it now stops waiting for numbers: somebody wants to take traffic home. Waits for nothing. */
    public void hurry() {
        questions.cutShort();
    }

    /** Ticks once, alone, and remembers what came of it. */
    public Progress tick(Operation operation, Instant now) {
        return tick(operation, now, result -> true);
    }

    /** The same for the watch and for people's orders, which change nothing of what the build's steps have come to, unless the release ends. */
    Progress watch(Operation operation, Instant now) {
        return tick(operation, now, result -> result.phase() == Phase.DONE);
    }

    private synchronized Progress tick(Operation operation, Instant now, Predicate<ReleaseResult> counts) {
        if (kept.isContinued()) {
            return new Progress.Failed("the release is gone on with by " + kept.getContinuedBy());
        }
        questions.mayBeAsked();
        Progress progress = operation.tick(now);
        telling.follow(journal);
        tally.follow(journal.story());
        if (progress instanceof Progress.Done done && isOurs(done.result()) && counts.test(done.result())) {
            kept.note(done.result());
            headline.follow(journal.story());
            kept.noteOrders(headline);
            finish(done.result().phase());
            save();
        } else if (isNews()) {
            journal.flush();
            if (kept.noteProgress(headline)) {
                save();
            }
        }
        return progress;
    }

    private boolean isOurs(ReleaseResult result) {
        return result.release().equals(kept.getId());
    }

    private boolean isNews() {
        return headline.follow(journal.story());
    }

    /**
     * Gives it to another build, with all that is known of it.
     *
     * @param take is called with the specification when the journal has arrived, before this build lets go
     * @throws RefusedException while a step of this build drives it
     */
    synchronized void handOver(Run<?, ?> next, Consumer<String> take) {
        if (isDriven()) {
            throw new RefusedException(kept.getTarget() + ": the release is being driven by a step of "
                    + build.getFullDisplayName() + "; go on once that has ended, or roll back");
        }
        journal.flush();
        try {
            Journals.copy(build, next, kept.getId());
        } catch (IOException e) {
            throw new RefusedException("the journal of " + build.getFullDisplayName() + " cannot be copied to "
                    + next.getFullDisplayName() + ": " + e.getMessage());
        }
        take.accept(kept.specification());
        kept.handOver(next.getFullDisplayName());
        save();
        OpenReleases.get().forget(build, kept.getId());
    }

    /** Writes into its journal what happened beside what drives it. */
    synchronized void note(Entry.Event event) {
        journal.append(event);
        journal.flush();
        telling.follow(journal);
    }

    /** It never began. */
    public synchronized void refused(String why) {
        kept.noteRefusal(why);
        save();
    }

    /** It claimed nothing, and its build has ended, or the step that looked at it. */
    synchronized void settle() {
        kept.noteEnd();
        finish(Phase.DONE);
        save();
    }

    /** Whether the claim on the target is this release's, and open. Asks the cluster. */
    public synchronized boolean isClaimed() {
        return claim().isPresent();
    }

    /** Whether no traffic reaches the canary, nor will. Asks the cluster. */
    public synchronized boolean isHome() {
        return claim().map(claim -> claim.homeSince().isPresent()).orElse(true);
    }

    private Optional<ClaimRecord> claim() {
        return Reach.of(kept.target())
                .claim()
                .read()
                .map(ClaimState::claim)
                .filter(claim -> claim.release().equals(kept.getId()) && claim.phase() != Phase.DONE);
    }

    /** What was added to the journal's story after the first so many. */
    public synchronized List<Entry> storyAfter(int known) {
        List<Entry> story = journal.story();
        return new ArrayList<>(story.subList(Math.min(known, story.size()), story.size()));
    }

    /** A step drives it from now on, and the watch looks away until {@link #released()}. */
    public void taken() {
        drivers.incrementAndGet();
    }

    /** The step that drove it has ended. */
    public void released() {
        if (drivers.decrementAndGet() == 0 && kept.isLookedAt()) {
            settle();
        }
    }

    /** Whose it is. */
    Run<?, ?> build() {
        return build;
    }

    /** How its pods look, for people. */
    public PodLook pods() {
        return pods;
    }

    /** Whether its build has not ended. */
    boolean isBuilding() {
        return build.isBuilding();
    }

    boolean isDriven() {
        return drivers.get() > 0;
    }

    private void finish(Phase phase) {
        if (phase == Phase.DONE) {
            try {
                file.finish();
            } catch (JournalException e) {
                LOGGER.log(Level.WARNING, "A journal stays as it is, uncompressed", e);
            }
            OpenReleases.get().forget(build, kept.getId());
            PastReleases.get().remember(build, kept);
        }
    }

    private void save() {
        try {
            build.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> build + " cannot be saved; its next change is saved with this one");
        }
    }
}
