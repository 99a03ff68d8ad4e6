package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches a canary that something else made until there is a verdict, and writes nothing to the cluster: no claim, no label, no
 * weight, whatever the verdict. Once this release has a claim on the target, it is {@link Analyze}.
 */
public final class AnalyzeFound implements Operation {
    private final Release release;
    private final Adapters adapters;
    private final Analysis analysis;
    private final Analyze claimed;
    private Optional<ClaimRecord> seen = Optional.empty();

    /** An analysis of what {@code canary} of the specification names. */
    public AnalyzeFound(Release release) {
        this.release = release;
        this.adapters = release.adapters();
        this.analysis = new Analysis(release);
        this.claimed = new Analyze(release);
    }

    @Override
    public Progress tick(Instant now) {
        if (Opened.isTaken(release.id(), adapters.claim().read())) {
            return claimed.tick(now);
        }
        ClaimRecord found = seen.orElseGet(() -> look(now));
        seen = Optional.of(found);
        Judgement judgement = analysis.round(found, adapters.workload().observe(found), now);
        return judgement.decided()
                ? new Progress.Done(Ended.unclaimed(
                        found, adapters.journal(), judgement.verdict().sentence()))
                : new Progress.Waiting(
                        now.plus(analysis.interval()), judgement.verdict().sentence());
    }

    private ClaimRecord look(Instant now) {
        adapters.journal().append(release.opened(now));
        ClaimRecord opening = Adopt.found(release, now);
        Adopt.note(adapters, opening, now);
        Instant since = Adopt.since(adapters, opening, now);
        return opening.serving(opening.route().found().orElseThrow().exposure(), now)
                .weightStands(since);
    }
}
