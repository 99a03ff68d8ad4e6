package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the canary that stands on a target, whoever released it, for somebody who may look and no more: nothing is written to the
 * cluster, no claim is renewed, and whatever the verdict is, traffic stays where it is. Who drives the release is not disturbed, and
 * takes home what he finds bad himself. The journal is that of the look alone: a release's own verdict stands in its own.
 *
 * <p>Where no release has the target, what {@code canary} of the specification names is looked at, as by {@link AnalyzeFound}.
 */
public final class AnalyzeOnly implements Operation {
    private final Release release;
    private final Adapters adapters;
    private final Analysis analysis;
    private final AnalyzeFound found;
    private Optional<ClaimRecord> seen = Optional.empty();

    /**
     * A look at a target.
     *
     * @param release of whoever looks: with an id and a journal of its own
     */
    public AnalyzeOnly(Release release) {
        this.release = release;
        this.adapters = release.adapters();
        this.analysis = new Analysis(release);
        this.found = new AnalyzeFound(release);
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> read = adapters.claim().read();
        if (seen.isPresent()) {
            return Opened.claim(read)
                    .filter(this::isSame)
                    .map(claim -> look(claim, now))
                    .orElseGet(this::gone);
        }
        if (Opened.claim(read).isEmpty() && release.spec().changes().found().isPresent()) {
            return found.tick(now);
        }
        ClaimRecord claim = Opened.mustExist(release.spec().target(), read).claim();
        begin(claim, now);
        return look(claim, now);
    }

    private boolean isSame(ClaimRecord claim) {
        return claim.release().equals(seen.orElseThrow().release());
    }

    private void begin(ClaimRecord claim, Instant now) {
        seen = Optional.of(claim);
        adapters.journal().append(release.opened(now));
        adapters.journal()
                .append(new Entry.Event(
                        now,
                        "look-" + claim.release(),
                        "look",
                        "Release " + claim.release() + " of " + claim.holder()
                                + " is looked at, and nothing of it is changed from here"));
    }

    private Progress look(ClaimRecord claim, Instant now) {
        return switch (claim.phase()) {
            case SERVING -> judge(claim, now);
            case ROLLING_BACK, DONE -> gone();
            case PREPARING, PROMOTING -> new Progress.Failed(Analyze.notIn(claim.phase()));
        };
    }

    private Progress judge(ClaimRecord claim, Instant now) {
        Analyze.mustHaveBaseline(release.spec(), claim);
        Judgement judgement = analysis.round(claim, adapters.workload().observe(claim), now);
        Verdict verdict = judgement.verdict();
        if (judgement.decided() || verdict.kind() == Verdict.Kind.FAIL) {
            return new Progress.Done(Ended.looked(release, claim, verdict));
        }
        return new Progress.Waiting(now.plus(analysis.interval()), verdict.sentence());
    }

    private Progress gone() {
        return new Progress.Failed("release " + seen.orElseThrow().release() + " ended before it was judged here"
                + last().map(verdict -> "; until then it was " + verdict.kind() + ": " + verdict.sentence())
                        .orElse(""));
    }

    private Optional<Verdict> last() {
        return Ended.latest(adapters.journal()).map(Entry.Judged::verdict);
    }
}
