package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.RollbackTo;
import java.util.Objects;

/**
 * What is done where a person might want one thing or another.
 *
 * @param onInconclusive when the time is over and it cannot be told
 * @param onNoApproval when nobody approved in time that the canary leaves a weight
 * @param onBaselineUnhealthy when both arms got worse right after a weight was raised
 * @param onStableChanged when another hand changed the stable version during the release
 * @param onOpenRelease when another release is open on the target already
 * @param promote who makes the new version the stable one
 * @param rollbackTo where a rollback leads the traffic of a canary that something else made
 * @param require the worst verdict that still promotes: PASS, MARGINAL, or FAIL for "whatever the verdict" (written NONE)
 */
public record Policies(
        Undecided onInconclusive,
        Undecided onNoApproval,
        CommonTrouble onBaselineUnhealthy,
        StableChanged onStableChanged,
        OpenRelease onOpenRelease,
        Promoter promote,
        RollbackTo rollbackTo,
        Verdict.Kind require) {
    /** What holds where a specification says nothing. */
    public static final Policies DEFAULTS = new Policies(
            Undecided.HOLD,
            Undecided.HOLD,
            CommonTrouble.WITHDRAW,
            StableChanged.WITHDRAW,
            OpenRelease.REFUSE,
            Promoter.DIRECT,
            RollbackTo.FOUND,
            Verdict.Kind.PASS);

    /** Checks that nothing is missing. */
    public Policies {
        Objects.requireNonNull(onInconclusive, "onInconclusive");
        Objects.requireNonNull(onNoApproval, "onNoApproval");
        Objects.requireNonNull(onBaselineUnhealthy, "onBaselineUnhealthy");
        Objects.requireNonNull(onStableChanged, "onStableChanged");
        Objects.requireNonNull(onOpenRelease, "onOpenRelease");
        Objects.requireNonNull(promote, "promote");
        Objects.requireNonNull(rollbackTo, "rollbackTo");
        Objects.requireNonNull(require, "require");
    }

    /** Policies of a release that makes its canary, and does as usual when nobody approves. */
    public Policies(
            Undecided onInconclusive,
            CommonTrouble onBaselineUnhealthy,
            StableChanged onStableChanged,
            OpenRelease onOpenRelease,
            Promoter promote,
            Verdict.Kind require) {
        this(
                onInconclusive,
                Undecided.HOLD,
                onBaselineUnhealthy,
                onStableChanged,
                onOpenRelease,
                promote,
                RollbackTo.FOUND,
                require);
    }

    /** What an undecided release does. */
    public enum Undecided {
        /** The weight stays; people decide. */
        HOLD,
        /** Back to stable. */
        ROLLBACK
    }

    /** What a release does when the version that it compares with is not the running one any more. */
    public enum StableChanged {
        /** Back to stable, as it is now. */
        WITHDRAW,
        /** Back to stable, and from the beginning with a canary of what stable is now. */
        RESTART
    }

    /** Who makes the new version the stable one. */
    public enum Promoter {
        /** The release does. */
        DIRECT,
        /** Something else, such as a GitOps controller; the release gives the version out, and waits for it. */
        EXTERNAL
    }

    /** What a new release does where an older one has not ended. */
    public enum OpenRelease {
        /** It does not begin. */
        REFUSE,
        /** It takes the older one back first, and then begins. */
        SUPERSEDE
    }

    /** What a release does when the trouble began with it but hits both arms. */
    public enum CommonTrouble {
        /** Back to stable after two minutes; not counted against the version. */
        WITHDRAW,
        /** The weight stays. */
        HOLD
    }
}
