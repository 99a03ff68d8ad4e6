package io.jenkins.plugins.canary.run;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.RunAction2;

/** The releases of a build. Safe for use by several threads. */
public final class CanaryRunAction extends InvisibleAction implements RunAction2 {
    private final List<KeptRelease> releases = new ArrayList<>();

    private transient volatile Run<?, ?> build;

    /** The action of that build, which gets one if it has none. */
    public static CanaryRunAction of(Run<?, ?> build) {
        synchronized (build) {
            CanaryRunAction present = build.getAction(CanaryRunAction.class);
            if (present != null) {
                return present;
            }
            CanaryRunAction made = new CanaryRunAction();
            build.addAction(made);
            return made;
        }
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        build = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        build = run;
    }

    /** All of them, oldest first. */
    public synchronized List<KeptRelease> getReleases() {
        return new ArrayList<>(releases);
    }

    /** The target that a step means which names none: there must be exactly one. */
    public synchronized Optional<Target> onlyTarget() {
        List<Target> targets = driven().map(KeptRelease::target).distinct().toList();
        return targets.size() == 1 ? Optional.of(targets.get(0)) : Optional.empty();
    }

    /** What this build released and has not brought to an end. */
    public synchronized List<Target> openTargets() {
        return driven().filter(release -> !release.isOver())
                .map(KeptRelease::target)
                .distinct()
                .toList();
    }

    /**
     * A release that this build opens, or is opening: the same again when it is asked for anew before that one is over.
     *
     * @param specification what was asked for
     */
    public LiveRelease opening(ReleaseSpec specification) {
        KeptRelease kept;
        synchronized (this) {
            kept = latest(specification.target())
                    .filter(release -> !release.isOver())
                    .orElseGet(() -> add(new KeptRelease(
                            idFor(specification.target()),
                            specification.target(),
                            Specifications.write(specification))));
        }
        return live(kept);
    }

    /** The release of this build that is being taken back from that target. */
    public Optional<LiveRelease> leaving(Target target) {
        return latest(target)
                .filter(release -> !release.isOver() && release.getPhase().equals(Phase.ROLLING_BACK.name()))
                .map(this::live);
    }

    /** The latest release of this build on that target, over or not, unless another build has it now. */
    public Optional<LiveRelease> present(Target target) {
        return latest(target).filter(release -> !release.isContinued()).map(this::live);
    }

    /**
     * The release that is open on that target by another build's doing; from now on this build has it, with its journal.
     *
     * @return empty if none is open
     * @throws RefusedException while a step of the other build drives it
     * @throws io.jenkins.plugins.canary.target.UnavailableException if the cluster does not answer
     */
    public Optional<LiveRelease> adopt(Target target) {
        return open(target)
                .map(claim -> adopted(target, claim, OpenReleases.get().find(claim.release())));
    }

    /**
     * The same for what cannot wait until the other build's step has ended: that one's release is then handed out as it is.
     *
     * @return empty if none is open
     * @throws io.jenkins.plugins.canary.target.UnavailableException if the cluster does not answer
     */
    public Optional<LiveRelease> interrupt(Target target) {
        return open(target).map(claim -> {
            Optional<LiveRelease> known = OpenReleases.get().find(claim.release());
            known.ifPresent(LiveRelease::hurry);
            return known.filter(LiveRelease::isDriven).orElseGet(() -> adopted(target, claim, known));
        });
    }

    /**
     * What this build looks at on that target and may not change: the release that is open there, whoever has it, or a canary that
     * something else made. It has an id and a journal of this build's own.
     *
     * @param found what is looked at where no release is open; may be empty
     * @return empty if there is nothing to look at
     * @throws io.jenkins.plugins.canary.target.UnavailableException if the cluster does not answer
     */
    public Optional<LiveRelease> lookingAt(Target target, Optional<ReleaseSpec> found) {
        Optional<KeptRelease> begun =
                looks(target).stream().filter(look -> !look.isOver()).findFirst();
        if (begun.isPresent()) {
            return begun.map(this::live);
        }
        return open(target)
                .map(claim -> OpenReleases.get()
                        .find(claim.release())
                        .map(live -> live.kept().specification())
                        .orElseGet(() -> Specifications.of(target, claim)))
                .or(() -> found.map(Specifications::write))
                .map(specification -> live(look(target, specification)));
    }

    private synchronized KeptRelease look(Target target, String specification) {
        KeptRelease look = new KeptRelease(id(target, "look " + looks(target).size()), target, specification);
        look.lookAt();
        keep(look);
        return look;
    }

    private synchronized List<KeptRelease> looks(Target target) {
        return releases.stream()
                .filter(release -> release.isLookedAt() && release.target().equals(target))
                .toList();
    }

    private static Optional<ClaimRecord> open(Target target) {
        return Reach.of(target).claim().read().map(ClaimState::claim).filter(claim -> claim.phase() != Phase.DONE);
    }

    private LiveRelease adopted(Target target, ClaimRecord claim, Optional<LiveRelease> known) {
        if (known.isPresent()) {
            known.get().handOver(build, specification -> take(target, claim, specification));
        } else {
            take(target, claim, Specifications.of(target, claim));
        }
        return live(withId(claim.release()).orElseThrow());
    }

    private synchronized void take(Target target, ClaimRecord claim, String specification) {
        releases.removeIf(before -> before.getId().equals(claim.release()));
        add(new KeptRelease(claim.release(), target, specification));
    }

    /**
     * Adds the journal of a release that something else drove and ended; one of the same release that is there is replaced.
     *
     * @param journal a file of this machine, which is moved away
     * @return what it says
     * @throws RefusedException if it is not the journal of a release
     */
    public synchronized ReleaseResult attach(Path journal) throws IOException {
        ForeignJournal foreign = ForeignJournal.read(journal);
        if (driven().anyMatch(release -> release.getId().equals(foreign.release()))) {
            throw new RefusedException("release " + foreign.release() + " is this build's own, and shown already");
        }
        KeptRelease release = new KeptRelease(foreign.release(), foreign.target(), foreign.specification());
        release.attach();
        release.note(foreign.result());
        release.noteOrders(foreign.headline());
        foreign.moveTo(Journals.file(build, foreign.release()));
        releases.removeIf(before -> before.getId().equals(release.getId()));
        releases.add(release);
        build.save();
        PastReleases.get().remember(build, release);
        return foreign.result();
    }

    /** What people order of them. */
    public PeoplesOrders orders() {
        return new PeoplesOrders(this, build);
    }

    /** Takes over what has become of a release that was over, if it is one of this build's. */
    public synchronized void note(ReleaseResult result) throws IOException {
        Optional<KeptRelease> kept = withId(result.release());
        if (kept.isPresent() && result.outcome().isPresent()) {
            kept.get().note(result);
            build.save();
            PastReleases.get().remember(build, kept.get());
        }
    }

    /** How the pods of a release look that this build has and that is not over; empty if there is none. */
    public Optional<PodLook> pods(String release) {
        return withId(release).filter(mine -> mine.isDriven() && !mine.isOver()).map(mine -> live(mine)
                .pods());
    }

    synchronized Optional<KeptRelease> withId(String id) {
        return releases.stream().filter(release -> release.getId().equals(id)).findFirst();
    }

    LiveRelease live(KeptRelease kept) {
        return kept.live(() -> new LiveRelease(build, kept));
    }

    private synchronized Optional<KeptRelease> latest(Target target) {
        return driven().filter(release -> release.target().equals(target)).reduce((earlier, later) -> later);
    }

    private Stream<KeptRelease> driven() {
        return releases.stream().filter(KeptRelease::isDriven);
    }

    private KeptRelease add(KeptRelease release) {
        keep(release);
        OpenReleases.get().remember(build, release);
        return release;
    }

    private void keep(KeptRelease release) {
        releases.add(release);
        try {
            build.save();
        } catch (IOException e) {
            throw new UncheckedIOException(build + " cannot be saved: " + e.getMessage(), e);
        }
    }

    /** Derived from build, target and attempt alone: a build that is resumed before it was saved finds the same again. */
    private String idFor(Target target) {
        long attempt =
                driven().filter(release -> release.target().equals(target)).count();
        return id(target, String.valueOf(attempt));
    }

    private String id(Target target, String attempt) {
        String what = build.getExternalizableId() + "\n" + target + "\n" + attempt;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return "b" + build.getNumber() + "-" + HexFormat.of().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
