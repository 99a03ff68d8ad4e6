package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffinityTest {
    @ParameterizedTest
    @CsvSource({"5, 25, 21", "25, 50, 33", "50, 75, 50", "1, 2, 1", "0, 10, 10", "10, 100, 100"})
    void ofThoseWhoAreLeftSoManyAreDrawnThatAllTogetherAreTheWeight(int before, int weight, int again) {
        assertThat(affinity(before).again(weight)).isEqualTo(again);
    }

    @Test
    void drawsAgainOnlyWhenTheWeightHasRisen() {
        assertThat(List.of(
                        affinity(0).drawsAgain(5),
                        affinity(5).drawsAgain(25),
                        affinity(25).drawsAgain(5)))
                .containsExactly(false, true, false);
    }

    @Test
    void aReleasesCookieIsNobodyElses() {
        String condition = new Affinity("checkout", "r.1", Duration.ofHours(1), 0)
                .canary(5)
                .condition();

        assertThat("a=b; canary-checkout=r.1-canary-5; c=d").matches(condition);
        assertThat("canary-checkout=r-1-canary-5").doesNotMatch(condition);
        assertThat("canary-checkout=r.1-stable-5").doesNotMatch(condition);
        assertThat("xcanary-checkout=r.1-canary-5").doesNotMatch(condition);
    }

    private static Affinity affinity(int before) {
        return new Affinity("checkout", "r-1", Duration.ofHours(1), before);
    }
}
