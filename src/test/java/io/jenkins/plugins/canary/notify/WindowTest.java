package io.jenkins.plugins.canary.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sat,Sun 22:00-06:00 Europe/Berlin | 2026-03-07T20:59:59Z | false", // Saturday 21:59:59 there
                "Sat,Sun 22:00-06:00 Europe/Berlin | 2026-03-07T21:00:00Z | true",
                "Sat,Sun 22:00-06:00 Europe/Berlin | 2026-03-09T04:59:59Z | true", // Monday morning, begun on Sunday
                "Sat,Sun 22:00-06:00 Europe/Berlin | 2026-03-09T05:00:00Z | false",
                "Mon-Fri 00:00-00:00               | 2026-03-06T23:59:00Z | true", // all of Friday
                "Mon-Fri 00:00-00:00               | 2026-03-07T00:00:00Z | false",
                "Fri-Mon 10:00-11:00               | 2026-03-08T10:30:00Z | true", // over the end of a week
                "Fri-Mon 10:00-11:00               | 2026-03-10T10:30:00Z | false",
                "daily 02:00-03:00                 | 2026-03-10T02:30:00Z | true",
                "2026-12-24T18:00/2026-12-27T08:00 Europe/Berlin | 2026-12-24T16:59:59Z | false",
                "2026-12-24T18:00/2026-12-27T08:00 Europe/Berlin | 2026-12-24T17:00:00Z | true",
                "2026-12-24T18:00/2026-12-27T08:00 | 2026-12-27T08:00:00Z | false",
            })
    void aWindowHasABeginningAndAnEnd(String window, Instant at, boolean inside) {
        assertThat(Window.parse(window).contains(at)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "always",
                "Sat",
                "Xyz 02:00-03:00",
                "Sat 25:00-26:00",
                "daily 02:00-03:00 Europe/Nowhere",
                "2026-12-27T08:00/2026-12-24T18:00",
                "2026-12-27/2026-12-28"
            })
    void whatIsNoWindowIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Window.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Window.EXAMPLES);
    }

    @Test
    void anHourThatTheClocksSkipIsNoTroubleToIt() {
        Window window = Window.parse("Sun 02:30-04:00 Europe/Berlin");

        assertThat(window.contains(Instant.parse("2026-03-29T01:45:00Z"))).isTrue(); // 03:45 summer time
    }
}
