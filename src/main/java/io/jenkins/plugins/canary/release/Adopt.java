package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.FoundCanary;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RoutePlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Does something to a canary that something else made, and takes it for this release's own before, as it was found. Where it is
 * already, and where the release makes its canary itself, this is the other operation and no more.
 */
public final class Adopt implements Operation {
    private static final String FOUND = "found";
    private static final String TAKEN = "adopted";

    private final Release release;
    private final Deploy deploy;
    private final Operation then;
    private final Runnable before;

    /** An operation on a canary that may not be this release's yet. */
    public Adopt(Release release, Operation then) {
        this.release = release;
        this.deploy = new Deploy(release);
        this.then = then;
        this.before = () -> {};
    }

    private Adopt(Release release, Promote promotion) {
        this.release = release;
        this.deploy = new Deploy(release);
        this.then = promotion;
        this.before = promotion::mustHaveSeenGood;
    }

    /** A promotion. Without a verdict that is good enough nothing is taken. */
    public static Adopt promoting(Release release) {
        return new Adopt(release, new Promote(release, release.spec().policies().require()));
    }

    @Override
    public Progress tick(Instant now) {
        if (release.spec().changes().found().isEmpty()) {
            return then.tick(now);
        }
        Optional<ClaimState> seen = release.adapters().claim().read();
        boolean ours = seen.map(ClaimState::claim)
                .filter(claim -> claim.release().equals(release.id()) && claim.phase() != Phase.PREPARING)
                .isPresent();
        if (ours) {
            return then.tick(now);
        }
        before.run();
        return deploy.tick(seen, now);
    }

    /** What is found of it now; nothing is written. */
    static ClaimRecord found(Release release, Instant now) {
        ReleaseSpec spec = release.spec();
        Originals originals = release.adapters().workload().originals(spec.changes());
        RoutePlan route = release.adapters().routers().apply(spec.traffic()).plan();
        return ClaimRecord.opening(
                        release.id(),
                        release.holder(),
                        now,
                        now.plus(spec.times().expiry()),
                        spec.traffic(),
                        route,
                        originals,
                        spec.times().drain(),
                        spec.times().keepForensics())
                .on(spec.terms());
    }

    /** Takes it: from now on it serves what it was found with. */
    static ClaimRecord take(Adapters adapters, ClaimRecord claim, Instant now) {
        adapters.workload().holdCapacity(claim);
        FoundCanary found = claim.route().found().orElseThrow();
        Instant since = since(adapters, claim, now);
        ClaimRecord stands = adapters.claim()
                .update(claim.serving(found.exposure(), now).weightStands(since))
                .claim();
        note(adapters, claim, now);
        adapters.journal().append(new Entry.Event(now, TAKEN, TAKEN, "The canary belongs to this release from now on"));
        adapters.journal().append(new Entry.WeightSet(since, found.weight()));
        adapters.journal().flush();
        return stands;
    }

    /** Notes of which version it is known from now on that it has that weight. */
    static void note(Adapters adapters, ClaimRecord claim, Instant now) {
        FoundCanary found = claim.route().found().orElseThrow();
        String canary = claim.traffic().canary().orElseThrow();
        String key = key(adapters, claim, found);
        if (latest(adapters.journal()).filter(event -> !event.key().equals(key)).isPresent()) {
            Restart.note(
                    adapters.journal(), now, "Another hand changed the canary; what was seen before does not count");
        }
        adapters.journal()
                .append(new Entry.Event(
                        now,
                        key,
                        FOUND,
                        "Deployment " + canary + " has " + described(found.exposure()) + " by Service "
                                + found.service() + ", as something else made it"));
    }

    private static String described(Exposure exposure) {
        return exposure.isNothing() ? "no traffic" : exposure.toString();
    }

    /** Whether a canary that something else made was ever claimed, by what the journal tells. */
    public static boolean isTaken(Journal journal) {
        return journal.story().stream()
                .anyMatch(entry ->
                        entry instanceof Entry.Event event && event.kind().equals(TAKEN));
    }

    /** Since when it is known: what an analysis before the claim has found of the same version at the same weight counts. */
    static Instant since(Adapters adapters, ClaimRecord claim, Instant now) {
        FoundCanary found = claim.route().found().orElseThrow();
        Optional<Entry.Event> before = latest(adapters.journal());
        return before.filter(event -> event.key().equals(key(adapters, claim, found)))
                .map(Entry.Event::at)
                .orElse(now);
    }

    private static Optional<Entry.Event> latest(Journal journal) {
        List<Entry> story = journal.story();
        return story.stream()
                .filter(Adopt::isFound)
                .map(Entry.Event.class::cast)
                .reduce((earlier, later) -> later);
    }

    private static boolean isFound(Entry entry) {
        return entry instanceof Entry.Event event && event.kind().equals(FOUND);
    }

    private static String key(Adapters adapters, ClaimRecord claim, FoundCanary found) {
        return FOUND + "-" + found.weight() + "-"
                + adapters.workload().promotion(claim).templateHash();
    }
}
