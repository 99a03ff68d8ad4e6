package io.jenkins.plugins.canary.journal;

import static io.jenkins.plugins.canary.journal.Sample.counted;
import static io.jenkins.plugins.canary.journal.Sample.ended;
import static io.jenkins.plugins.canary.journal.Sample.event;
import static io.jenkins.plugins.canary.journal.Sample.judged;
import static io.jenkins.plugins.canary.journal.Sample.known;
import static io.jenkins.plugins.canary.journal.Sample.opened;
import static io.jenkins.plugins.canary.journal.Sample.sampled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every journal does. */
abstract class JournalContract {
    /** A journal that is empty. */
    abstract Journal journal();

    /** The journal as a driver finds it that was started again after the first one died. */
    abstract Journal restarted(Journal journal);

    private final List<Entry> story = List.of(
            opened(),
            known("errors"),
            event("ready"),
            new Entry.WeightSet(Sample.at(2), 5, "requests with header x-user-group: beta"),
            counted("errors", 2, 15),
            sampled("cpu", 15, 0.5),
            judged(15, 5, Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW),
            ended("PROMOTED"));

    @Test
    void keepsWhatItIsToldInOrder() {
        Journal journal = journal();

        story.forEach(entry -> assertThat(journal.append(entry)).isTrue());

        assertThat(journal.entries()).isEqualTo(story);
    }

    @Test
    void ignoresAWholeStoryThatIsToldAgain() {
        Journal journal = journal();
        story.forEach(journal::append);
        journal.flush();
        Journal again = restarted(journal);

        story.forEach(entry -> assertThat(again.append(entry)).isFalse());

        assertThat(again.entries()).isEqualTo(story);
    }

    @Test
    void hasOneOpeningAndOneEnd() {
        Journal journal = journal();
        journal.append(opened());
        journal.append(ended("HELD"));

        assertThat(journal.append(new Entry.Opened(Sample.at(9), "other", "other", "other", opened().spec())))
                .isFalse();
        assertThat(journal.append(ended("PROMOTED"))).isFalse();
    }

    @Test
    void knowsAnEventByItsKeyWhateverElseItSays() {
        Journal journal = journal();
        journal.append(event("ready"));

        assertThat(journal.append(new Entry.Event(Sample.at(99), "ready", "other", "Other words.")))
                .isFalse();
        assertThat(journal.append(event("drained"))).isTrue();
    }

    @Test
    void ignoresAnIntervalThatEndsNoLaterThanTheMetricsLast() {
        Journal journal = journal();
        journal.append(counted("errors", 15, 30));

        assertThat(journal.append(counted("errors", 0, 15))).isFalse();
        assertThat(journal.append(counted("errors", 20, 30))).isFalse();
        assertThat(journal.append(counted("latency", 0, 15))).isTrue();
        assertThat(journal.append(counted("errors", 30, 45))).isTrue();
    }

    @Test
    void ignoresASampleThatIsNoLaterThanTheMetricsLast() {
        Journal journal = journal();
        journal.append(sampled("cpu", 30, 0.5));

        assertThat(journal.append(sampled("cpu", 30, 0.7))).isFalse();
        assertThat(journal.append(sampled("cpu", 29, 0.7))).isFalse();
        assertThat(journal.append(sampled("cpu", 31, 0.7))).isTrue();
    }

    @Test
    void keepsAVerdictOnlyWhenKindReasonOrWeightDifferFromTheLast() {
        Journal journal = journal();
        journal.append(judged(15, 5, Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW));

        assertThat(journal.append(judged(30, 5, Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW)))
                .isFalse();
        assertThat(journal.append(judged(45, 5, Verdict.Kind.INCONCLUSIVE, Reason.NO_DATA)))
                .isTrue();
        assertThat(journal.append(judged(60, 5, Verdict.Kind.FAIL, Reason.NO_DATA)))
                .isTrue();
        assertThat(journal.append(judged(75, 25, Verdict.Kind.FAIL, Reason.NO_DATA)))
                .isTrue();
        assertThat(journal.append(judged(90, 5, Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW)))
                .isTrue();
    }

    @Test
    void keepsAWeightOnlyWhenItDiffersFromTheLast() {
        Journal journal = journal();

        assertThat(journal.append(new Entry.WeightSet(Sample.at(1), 5))).isTrue();
        assertThat(journal.append(new Entry.WeightSet(Sample.at(2), 5))).isFalse();
        assertThat(journal.append(new Entry.WeightSet(Sample.at(2), 5, "requests with header g: b")))
                .isTrue();
        assertThat(journal.append(new Entry.WeightSet(Sample.at(2), 5, "requests with header g: b")))
                .isFalse();
        assertThat(journal.append(new Entry.WeightSet(Sample.at(3), 0))).isTrue();
        assertThat(journal.append(new Entry.WeightSet(Sample.at(4), 5))).isTrue();
    }

    @Test
    void remembersAMetricsPastOnce() {
        Journal journal = journal();

        assertThat(journal.append(known("errors"))).isTrue();
        assertThat(journal.append(known("errors"))).isFalse();
        assertThat(journal.append(known("latency"))).isTrue();
    }

    @Test
    void handsOutEntriesThatMoreEntriesDoNotChange() {
        Journal journal = journal();
        journal.append(event("one"));
        List<Entry> before = journal.entries();

        for (Entry entry : before) {
            journal.append(event(((Entry.Event) entry).key() + " more"));
        }

        assertThat(before).hasSize(1);
        assertThatThrownBy(() -> before.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(journal.entries()).hasSize(2);
    }

    @Test
    void keepsWhatASourceIsAskedOncePerWeight() {
        Journal journal = journal();

        assertThat(journal.append(asked(5, "up{pod=\"a\"}"))).isTrue();
        assertThat(journal.append(asked(5, "up{pod=\"b\"}"))).isFalse();
        assertThat(journal.append(asked(25, "up{pod=\"b\"}"))).isTrue();
    }

    private static Entry.Asked asked(int weight, String text) {
        return new Entry.Asked(
                Sample.at(weight), "errors", weight, List.of(new Entry.Query("total", "canary", text, "")));
    }

    @Test
    void keepsWhatRunsOnlyWhereItIsSomethingElse() {
        Journal journal = journal();

        assertThat(journal.append(versions(1, "shop:2"))).isTrue();
        assertThat(journal.append(versions(2, "shop:2"))).isFalse();
        assertThat(journal.append(versions(3, "shop:3"))).isTrue();
    }

    private static Entry.Versions versions(long at, String canary) {
        return new Entry.Versions(Sample.at(at), Map.of("shop", "shop:1"), Map.of("shop", canary));
    }
}
