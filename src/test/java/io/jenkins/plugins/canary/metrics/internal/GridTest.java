package io.jenkins.plugins.canary.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    private static final Duration FIFTEEN_SECONDS = Duration.ofSeconds(15);

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T10:00:00Z,           2026-01-05T10:00:00Z",
        "2026-01-05T10:00:00.000000001Z, 2026-01-05T10:00:15Z",
        "2026-01-05T10:00:00.000999999Z, 2026-01-05T10:00:15Z",
        "2026-01-05T10:00:00.001Z,       2026-01-05T10:00:15Z",
        "2026-01-05T10:00:14.999999999Z, 2026-01-05T10:00:15Z"
    })
    void theFirstBoundaryIsNotBeforeATimeNotEvenByLittle(Instant time, Instant first) {
        assertThat(Grid.from(time, FIFTEEN_SECONDS).first()).isEqualTo(first.toEpochMilli());
    }
}
