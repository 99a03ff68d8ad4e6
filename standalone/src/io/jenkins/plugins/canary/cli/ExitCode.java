package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.target.Outcome;

/** What the command tells the shell. */
enum ExitCode {
    /** Promoted; for other verbs: done. */
    OK(0),
    /** Rolled back. */
    ROLLED_BACK(1),
    /** Held or undecided: a person must decide. */
    UNDECIDED(2),
    /** The release could not do what it had to; the reason says what stands. */
    FAILED(3),
    /** Bad usage, specification or preflight; nothing was changed. */
    REFUSED(64),
    /** An error of ours. */
    INTERNAL(70),
    /** Interrupted, and rolled back before the end. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** What a finished operation means. */
    static ExitCode of(ReleaseResult result) {
        return result.outcome().map(ExitCode::of).orElse(OK);
    }

    /** What a verdict that changes nothing means. */
    static ExitCode of(Verdict verdict) {
        return switch (verdict.kind()) {
            case FAIL -> FAILED;
            case INCONCLUSIVE -> UNDECIDED;
            case MARGINAL, PASS -> OK;
        };
    }

    private static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case PROMOTED -> OK;
            case ROLLED_BACK, ABORTED -> ROLLED_BACK;
            case HELD -> UNDECIDED;
            case FAILED -> FAILED;
        };
    }
}
