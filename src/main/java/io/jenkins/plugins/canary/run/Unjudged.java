package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import java.time.Instant;
import org.springframework.security.core.Authentication;

/**
 * An operation that promotes whatever the verdict is. It begins only if whoever answers for the build may have that, and the
 * journal says who it was. That is asked once in a build: what has begun is brought to
 * its end.
 */
public final class Unjudged implements Operation {
    private final Operation operation;
    private final Journal journal;
    private final Authority authority;
    private final String key;
    private final String why;
    private String who = "";

    private Unjudged(Operation operation, Journal journal, Authority authority, String key, String why) {
        this.operation = operation;
        this.journal = journal;
        this.authority = authority;
        this.key = key;
        this.why = why;
    }

    /**
     * The operation as it is, or guarded if the release is to be promoted without a verdict.
     *
     * @param runsAs whom the build runs as
     * @param why the reason that was given; may be empty
     */
    public static Operation guarded(
            Operation operation, Release release, Run<?, ?> build, Authentication runsAs, String why) {
        return release.spec().policies().require() == Verdict.Kind.FAIL
                ? new Unjudged(
                        operation,
                        release.adapters().journal(),
                        new Authority(build, runsAs),
                        "unjudged-" + build.getExternalizableId(),
                        why)
                : operation;
    }

    @Override
    public Progress tick(Instant now) {
        if (who.isEmpty() && !isSaid()) {
            who = authority.require(CanaryPermissions.PROMOTE, "have a canary promoted whatever its verdict is");
        }
        say(now);
        Progress progress = operation.tick(now);
        say(now);
        return progress;
    }

    /** A journal begins with what is released. */
    private void say(Instant now) {
        if (!who.isEmpty() && !journal.entries().isEmpty()) {
            String reason = why.isEmpty() ? "" : ": " + why;
            String sentence = who + " lets the canary be promoted whatever its verdict is" + reason;
            journal.append(new Entry.Event(now, key, "bypass", sentence).by(who, why));
        }
    }

    private boolean isSaid() {
        return journal.entries().stream()
                .anyMatch(entry ->
                        entry instanceof Entry.Event event && event.key().equals(key));
    }
}
