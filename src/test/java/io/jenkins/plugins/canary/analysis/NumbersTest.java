package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0.4, 0.40", "0.0412, 0.041", "5.98, 6.0", "9.96, 10", "12.3, 12", "123, 120", "0, 0", "1, 1.0"})
    void twoDigitsAreEnough(double value, String text) {
        assertThat(Numbers.twoDigits(value)).isEqualTo(text);
    }

    @Test
    void manyEventsAreAPercentageAndFewAreCounted() {
        assertThat(Numbers.share(30, 1250)).isEqualTo("2.4 % of 1,250");
        assertThat(Numbers.share(3, 1250)).isEqualTo("3 of 1,250");
        assertThat(Numbers.share(0, 1250)).isEqualTo("none of 1,250");
    }

    @Test
    void whatSomebodyWroteIsRepeatedAsItIs() {
        assertThat(Numbers.written(1.25)).isEqualTo("1.25");
        assertThat(Numbers.written(500)).isEqualTo("500");
    }

    @Test
    void measuredValuesAreRounded() {
        assertThat(Numbers.measured(523.4567)).isEqualTo("523.5");
        assertThat(Numbers.measured(1_234_567)).isEqualTo("1235000");
        assertThat(Numbers.measured(Double.POSITIVE_INFINITY)).isEqualTo("infinite");
    }

    @Test
    void timesAreHoursAndMinutes() {
        assertThat(Numbers.time(Instant.parse("2026-03-01T10:05:59Z"))).isEqualTo("10:05 UTC");
        assertThat(Numbers.length(Duration.ofMinutes(5))).isEqualTo("5 min");
        assertThat(Numbers.length(Duration.ofSeconds(90))).isEqualTo("90 s");
    }
}
