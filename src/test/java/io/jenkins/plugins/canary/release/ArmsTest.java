package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArmsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void podsThatWereReplacedAreStillAskedFor() {
        Arms next = arms(List.of("canary-2"), List.of("a")).with(arms(List.of("canary-1"), List.of("a", "b")));

        assertThat(next.canary().pods()).containsOnlyKeys("canary-1", "canary-2");
        assertThat(next.baseline().pods()).containsOnlyKeys("a", "b");
    }

    @Test
    void aPodThatChangedItsVersionInPlaceCountsForOneArmOnly() {
        Arms next = arms(List.of("db-2", "db-3"), List.of("db-0", "db-1"))
                .with(arms(List.of("db-3"), List.of("db-0", "db-1", "db-2")));

        assertThat(next.canary().pods()).containsOnlyKeys("db-2", "db-3");
        assertThat(next.baseline().pods()).containsOnlyKeys("db-0", "db-1");
    }

    private static Arms arms(List<String> canary, List<String> baseline) {
        return new Arms(scope(Arm.CANARY, canary), scope(Arm.BASELINE, baseline));
    }

    private static Scope scope(Arm arm, List<String> names) {
        Map<String, Instant> pods = new TreeMap<>();
        names.forEach(name -> pods.put(name, NOW));
        return new Scope(arm, Map.of(), pods);
    }
}
