package io.jenkins.plugins.canary.run;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import jenkins.model.RunAction2;

/** The releases of a build. Safe for use by several threads. */
public final class CanaryRunAction extends InvisibleAction implements RunAction2 {
    private final List<KeptRelease> releases = new ArrayList<>();

    private transient Run<?, ?> build;

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
        List<Target> targets =
                releases.stream().map(KeptRelease::target).distinct().toList();
        return targets.size() == 1 ? Optional.of(targets.get(0)) : Optional.empty();
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

    /** The latest release of this build on that target, over or not. */
    public Optional<LiveRelease> present(Target target) {
        return latest(target).map(this::live);
    }

    /**
     * The release that is open on that target by another build's doing; from now on this build has it too.
     *
     * @return empty if none is open
     * @throws io.jenkins.plugins.canary.target.UnavailableException if the cluster does not answer
     */
    public Optional<LiveRelease> adopt(Target target) {
        Optional<ClaimRecord> open =
                Reach.of(target).claim().read().map(ClaimState::claim).filter(claim -> claim.phase() != Phase.DONE);
        return open.map(claim -> live(adopted(target, claim)));
    }

    private synchronized KeptRelease adopted(Target target, ClaimRecord claim) {
        return latest(target)
                .filter(release -> release.getId().equals(claim.release()))
                .orElseGet(() -> add(new KeptRelease(claim.release(), target, Specifications.of(target, claim))));
    }

    synchronized Optional<KeptRelease> withId(String id) {
        return releases.stream().filter(release -> release.getId().equals(id)).findFirst();
    }

    LiveRelease live(KeptRelease kept) {
        return kept.live(() -> new LiveRelease(build, kept));
    }

    private synchronized Optional<KeptRelease> latest(Target target) {
        return releases.stream()
                .filter(release -> release.target().equals(target))
                .reduce((earlier, later) -> later);
    }

    private KeptRelease add(KeptRelease release) {
        releases.add(release);
        try {
            build.save();
        } catch (IOException e) {
            throw new UncheckedIOException(build + " cannot be saved: " + e.getMessage(), e);
        }
        OpenReleases.get().remember(build, release.getId());
        return release;
    }

    /** Derived from build, target and attempt alone: a build that is resumed before it was saved finds the same again. */
    private String idFor(Target target) {
        long attempt = releases.stream()
                .filter(release -> release.target().equals(target))
                .count();
        String what = build.getExternalizableId() + "\n" + target + "\n" + attempt;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return "b" + build.getNumber() + "-" + HexFormat.of().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
