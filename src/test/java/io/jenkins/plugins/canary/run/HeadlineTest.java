package io.jenkins.plugins.canary.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Headline headline = new Headline();
    private final List<Entry> journal = new ArrayList<>();

    @Test
    void whatWasFoundAtOneWeightSaysNothingOfTheNext() {
        add(new Entry.WeightSet(NOW, 5));
        add(judged(5));
        assertThat(headline.sentence()).isEqualTo("fine at 5");

        add(new Entry.WeightSet(NOW, 25));

        assertThat(headline.weight()).isEqualTo(25);
        assertThat(headline.verdict()).isEmpty();
        assertThat(headline.sentence()).isEmpty();
    }

    @Test
    void theSameWeightSetAgainChangesNothing() {
        add(new Entry.WeightSet(NOW, 5));
        add(judged(5));

        add(new Entry.WeightSet(NOW.plusSeconds(60), 5));

        assertThat(headline.verdict()).isEqualTo("PASS");
    }

    @Test
    void whatWasFoundWithCopiesSaysNothingOfACohortThoughNeitherHasAWeight() {
        add(new Entry.WeightSet(NOW, 0, "copies of 100 % of the requests"));
        add(judged(0));
        assertThat(headline.besides()).isEqualTo("copies of 100 % of the requests");

        add(new Entry.WeightSet(NOW, 0, "requests with header group: beta"));

        assertThat(headline.verdict()).isEmpty();
        add(new Entry.Event(NOW, "home", "home", "Traffic is home"));
        assertThat(headline.besides()).isEmpty();
    }

    @Test
    void itKnowsHowFarTheReleaseHasCome() {
        assertThat(headline.phase()).isEqualTo(Phase.PREPARING);
        add(new Entry.WeightSet(NOW, 50));
        assertThat(headline.phase()).isEqualTo(Phase.SERVING);
        add(new Entry.Event(NOW, "promoting-50", "promoting", "Promoting"));
        assertThat(headline.phase()).isEqualTo(Phase.PROMOTING);
        add(new Entry.Event(NOW, "promotion-failed", "trouble", "stable missed its deadline"));
        assertThat(headline.phase()).isEqualTo(Phase.SERVING);
        add(new Entry.Event(NOW, "rollback", "rollback", "Rolling back"));
        assertThat(headline.phase()).isEqualTo(Phase.ROLLING_BACK);
    }

    @Test
    void whatWasFollowedBeforeIsNoNews() {
        journal.add(new Entry.WeightSet(NOW, 5));

        assertThat(headline.follow(journal)).isTrue();
        assertThat(headline.follow(journal)).isFalse();
    }

    private void add(Entry entry) {
        journal.add(entry);
        headline.follow(journal);
    }

    private static Entry judged(int weight) {
        return new Entry.Judged(
                NOW, weight, new Verdict(Verdict.Kind.PASS, Reason.ALL_PASSED, "fine at " + weight, false, List.of()));
    }
}
