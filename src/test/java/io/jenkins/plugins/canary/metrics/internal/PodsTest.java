package io.jenkins.plugins.canary.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodsTest {
    @Test
    void aFewPodsAreOnePartEach() {
        assertThat(pods(3).parts()).containsExactly(Set.of("p0"), Set.of("p1"), Set.of("p2"));
    }

    @Test
    void ofManyTheOldestAreToldApartAndTheOthersAreTogether() {
        assertThat(pods(15).parts()).hasSize(13).startsWith(Set.of("p0")).endsWith(Set.of("p12", "p13", "p14"));
    }

    @Test
    void seriesOfNoPodAreInNoPart() {
        ArmSeries arm =
                new Scrapes().counter(0, "t", "", Scrapes.rising(0, 3, 0, 1)).arm();
        assertThat(pods(1).apart(arm)).allMatch(part -> part.series().isEmpty());
        assertThat(new Pods(List.of()).apart(arm)).isEmpty();
    }

    /** Number 0 is the oldest. */
    private static Pods pods(int count) {
        Map<String, Instant> pods = new HashMap<>();
        for (int i = 0; i < count; i++) {
            pods.put("p" + i, Instant.ofEpochSecond(i));
        }
        return Pods.of(new Scope(Arm.BASELINE, Map.of(), pods));
    }
}
