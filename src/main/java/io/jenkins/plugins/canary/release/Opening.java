package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks for everything that would stop the release, all at once and without changing anything, and then takes the target. */
final class Opening {
    private final Release release;
    private final Adapters adapters;

    Opening(Release release) {
        this.release = release;
        this.adapters = release.adapters();
    }

    /**
     * Takes the target.
     *
     * @param before the claim of the release before, which is over
     * @throws RefusedException with everything that stands in the way
     */
    void open(Optional<ClaimState> before, Instant now) {
        adapters.journal().append(release.opened(now));
        Outlook outlook = Outlook.of(release, now);
        if (!outlook.problems().isEmpty()) {
            throw new RefusedException(outlook.problems());
        }
        ClaimRecord first = outlook.first().orElseThrow();
        take(first.on(first.terms().superseding(Predecessor.of(release, before))));
        Predecessor.noteTaken(adapters.journal(), now);
        List<String> warnings = outlook.warnings();
        for (int i = 0; i < warnings.size(); i++) {
            adapters.journal().append(new Entry.Event(now, "warning-" + i, "warning", "Warning: " + warnings.get(i)));
        }
        adapters.journal().flush();
    }

    private void take(ClaimRecord first) {
        try {
            adapters.claim().open(first);
        } catch (DeniedException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}
