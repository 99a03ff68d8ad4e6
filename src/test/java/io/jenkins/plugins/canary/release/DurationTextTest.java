package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "90s,PT90S",
        "10m,PT10M",
        "2h,PT2H",
        "1h30m,PT90M",
        "500ms,PT0.5S",
        "1d,P1D",
        "90,PT90S",
        "' 5m ',PT5M",
        "0,PT0S",
        "1m500ms,PT60.5S",
        "1d2h3m4s5ms,P1DT2H3M4.005S"
    })
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "m",
                "5 m",
                "5min",
                "1.5h",
                "-5m",
                "+5m",
                "PT5M",
                "30m1h",
                "5m5m",
                "5M",
                "1h30",
                "367d",
                "9999999999"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT90S,1m30s", "PT24H,24h", "PT0.25S,250ms", "PT1H0.001S,1h1ms"})
    void writesWithTheLargestUnits(Duration duration, String text) {
        assertThat(DurationText.format(duration)).isEqualTo(text);
    }

    @Test
    void readsBackWhatItWrote() {
        for (long millis = 1; millis < Duration.ofDays(300).toMillis(); millis = millis * 3 + 7) {
            Duration duration = Duration.ofMillis(millis);
            assertThat(DurationText.parse(DurationText.format(duration))).contains(duration);
        }
    }
}
