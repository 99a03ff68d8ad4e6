package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * Begins a release anew because another hand changed stable: traffic home, canary gone, and then a canary of the new stable, from
 * the first weight on. Until it begins again the claim says that it is being rolled back, so that whoever finds it left alone ends
 * it so.
 */
final class Restart {
    private static final String WHY = "STABLE_CHANGED: the release begins anew: ";

    private final Release release;
    private final Adapters adapters;
    private final Homecoming homecoming;

    Restart(Release release) {
        this.release = release;
        this.adapters = release.adapters();
        this.homecoming = new Homecoming(adapters);
    }

    /** How the part of the release ends that knows the old stable. */
    static Ending ending(String why) {
        return new Ending(Outcome.ROLLED_BACK, Phase.SERVING, false, WHY + why);
    }

    /** Whether the claim's rollback is the first half of a new beginning. */
    static boolean isBegun(ClaimRecord claim) {
        return claim.ending().filter(ending -> ending.reason().startsWith(WHY)).isPresent();
    }

    /** Goes on with a new beginning that the claim records. */
    Progress goOn(ClaimRecord claim, Instant now) {
        Ending ending = claim.ending().orElseThrow();
        Optional<ClaimRecord> home = homecoming.trafficHome(claim, now);
        if (home.isEmpty()) {
            return Homecoming.soon(now, "traffic is going home");
        }
        Optional<Progress> unfinished = homecoming.clear(home.get(), ending, now);
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        if (!now.isBefore(claim.expires())) {
            return homecoming.over(home.get(), ending, now);
        }
        if (!adapters.workload().observe(home.get()).stable().whole()) {
            return Homecoming.soon(now, "waiting until stable is whole in its new version, to begin anew");
        }
        return begin(home.get(), ending, now);
    }

    /** From now on nothing counts of what was before; what is normal for the metrics stays known. */
    static void note(Journal journal, Instant now, String sentence) {
        journal.append(new Entry.WeightSet(now, 0));
        journal.append(new Entry.Event(now, Kinds.RESTARTED + "-" + now, Kinds.RESTARTED, sentence));
    }

    private Progress begin(ClaimRecord claim, Ending before, Instant now) {
        note(adapters.journal(), now, "Another hand changed stable; the release begins anew against its new version");
        Outlook outlook = Outlook.of(release, now);
        if (!outlook.problems().isEmpty()) {
            String problems = String.join("; ", outlook.problems());
            Ending cannot = new Ending(
                    before.outcome(),
                    before.from(),
                    before.urgent(),
                    before.reason() + ", which cannot be: " + problems);
            return homecoming.over(claim, cannot, now);
        }
        adapters.claim().update(outlook.first().orElseThrow().on(claim.terms()).expiring(claim.expires()));
        adapters.journal().flush();
        return Homecoming.soon(now, "creating a canary of the new stable version");
    }
}
