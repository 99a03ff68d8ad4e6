package io.jenkins.plugins.canary.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class KindTest {
    private static Channel open(Kind kind, Map<Option, String> options) {
        return kind.open(options, new OkHttpClient(), Clock.systemUTC());
    }

    @Test
    void whatIsMissingIsNamedWithWhatItIs() {
        assertThatThrownBy(() -> open(Kind.PAGERDUTY, Map.of(Option.SECRET, " ")))
                .hasMessage("pagerduty needs secret: the integration key of a service (Events API v2)");
    }

    @Test
    void whatIsTooMuchIsNamed() {
        assertThatThrownBy(() -> open(Kind.SLACK, Map.of(Option.SECRET, "https://a.b/c", Option.PROJECT, "x")))
                .hasMessage("slack has no project");
    }

    @Test
    void aSecretAddressThatIsNoneIsNotRepeated() {
        assertThatThrownBy(() -> open(Kind.SLACK, Map.of(Option.SECRET, "xoxb-123")))
                .hasMessageStartingWith("slack: the secret is not an address")
                .message()
                .doesNotContain("xoxb");
    }

    @Test
    void anAddressHasNoPasswordInIt() {
        assertThatThrownBy(() -> open(Kind.WEBHOOK, Map.of(Option.URL, "https://a:b@example.org/")))
                .hasMessageContaining("without user and password");
    }

    @Test
    void whatHasAServerOfItsOwnNeedsNoAddress() {
        assertThat(open(Kind.OPSGENIE, Map.of(Option.SECRET, "key"))).isNotNull();
    }
}
