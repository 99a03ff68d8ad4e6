package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.config.Offers;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;

/**
 * Whether a build may use what is configured: the one place that asks, whatever wants to begin something (a step of a Pipeline or of
 * a freestyle build, a person with a button). What has begun goes on, and always home, even if the entry was narrowed since: the
 * watch, the guard and a step that is stopped do not ask. May ask the server where a repository is, so not for threads that may not
 * wait.
 */
public final class Admission {
    private final Run<?, ?> build;
    private final Offers offers;

    private Admission(Run<?, ?> build) {
        this.build = build;
        this.offers = Offers.to(build.getParent());
    }

    /** What that build may do. */
    public static Admission of(Run<?, ?> build) {
        return new Admission(build);
    }

    /**
     * Makes sure that the build may change what runs on a target.
     *
     * @throws RefusedException with what is allowed, if not
     */
    public void toRelease(Target target) {
        offers.check(target);
        if (!isTrustedOn(target)) {
            throw new RefusedException("cluster '" + target.cluster()
                    + "' is not for builds of untrusted pull requests such as " + build.getFullDisplayName());
        }
    }

    /**
     * Whether the build may change something on a target, and not only look at it, where it may use that at all.
     *
     * @throws RefusedException if the build's job may not use the cluster
     */
    public boolean isTrustedOn(Target target) {
        return !offers.isTrustedOnly(target.cluster()) || Trust.of(build);
    }

    /**
     * Makes sure that the build may look at what runs on a target.
     *
     * @throws RefusedException with what is allowed, if not
     */
    public void toLook(Target target) {
        offers.check(target);
    }

    /**
     * Makes sure that the build may go on with what it has begun, and was trusted to.
     *
     * @throws RefusedException with what is allowed, if not
     */
    public void toGoOn(Target target) {
        offers.check(target);
    }

    /**
     * Makes sure that the build may take back what is open on a target: that it may release to it, or that its own job has opened
     * it when it might.
     *
     * @throws RefusedException if not
     */
    public void toTakeHome(Target target) {
        if (!OpenReleases.get().isOpenedBy(build.getParent(), target)) {
            toRelease(target);
        }
    }

    /**
     * Makes sure that the build may read the metric sources of a release.
     *
     * @throws RefusedException if not
     */
    public void toRead(ReleaseSpec spec) {
        spec.metrics().stream()
                .map(metric -> metric.settings().source())
                .map(named -> named.isEmpty() ? spec.source() : named)
                .distinct()
                .forEach(offers::sourceName);
    }
}
