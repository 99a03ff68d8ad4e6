package io.jenkins.plugins.canary.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Course course = new Course();

    @Test
    void nothingIsKnownOfWhatHasNotHappened() {
        assertThat(course.opened()).isEmpty();
        assertThat(course.ended()).isEmpty();
        assertThat(course.found()).isEmpty();
        assertThat(course.version()).isEmpty();
        assertThat(course.highest()).isZero();
    }

    @Test
    void aFaultIsFoundSoLongAfterTheFirstRequestWasServed() {
        course.take(new Entry.WeightSet(NOW.minusSeconds(30), 0));
        course.take(new Entry.WeightSet(NOW, 5));
        course.take(judged(60, Verdict.Kind.INCONCLUSIVE));
        course.take(new Entry.WeightSet(NOW.plusSeconds(90), 25));
        course.take(judged(200, Verdict.Kind.FAIL));
        course.take(new Entry.WeightSet(NOW.plusSeconds(201), 0));
        course.take(judged(300, Verdict.Kind.FAIL));
        course.take(new Entry.Ended(NOW.plusSeconds(310), "ROLLED_BACK", "worse"));

        assertThat(course.found()).contains(Duration.ofSeconds(200));
        assertThat(course.highest()).isEqualTo(25);
        assertThat(course.ended()).contains(NOW.plusSeconds(310));
    }

    @Test
    void itKnowsTheImageThatIsNew() {
        course.take(new Entry.Versions(
                NOW, Map.of("proxy", "envoy:1", "shop", "shop:1"), Map.of("proxy", "envoy:1", "shop", "shop:2")));

        assertThat(course.version()).isEqualTo("shop:2");
    }

    @Test
    void extensionsAddUp() {
        course.take(new Entry.Event(NOW, "a", "extended", "Extended").giving(Duration.ofMinutes(30)));
        course.take(new Entry.Event(NOW, "b", "extended", "Extended").giving(Duration.ofHours(1)));

        assertThat(course.extended()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void aCopyStaysAsItWas() {
        Course before = course.copy();

        course.take(new Entry.WeightSet(NOW, 50));

        assertThat(before.highest()).isZero();
        assertThat(course.copy().highest()).isEqualTo(50);
    }

    private static Entry.Judged judged(long seconds, Verdict.Kind kind) {
        return new Entry.Judged(
                NOW.plusSeconds(seconds), 5, new Verdict(kind, Reason.WORSE, "because", true, List.of()));
    }
}
