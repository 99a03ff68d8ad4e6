package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusAccessTest {
    private static final PrometheusAccess ACCESS =
            PrometheusAccess.of("prom-eu", URI.create("https://prom.example.org:9090/prefix//"));

    @Test
    void keepsAPathPrefixWithoutItsLastSlashes() {
        assertThat(ACCESS.base()).hasToString("https://prom.example.org:9090/prefix");
    }

    @Test
    void itsTextHoldsNoSecrets() {
        PrometheusAccess access = ACCESS.withBasic("me", "pa55").withHeader("X-Key", "k3y");

        assertThat(access.toString()).contains("Authorization", "X-Key").doesNotContain("pa55", "k3y", "Basic");
    }

    @Test
    void aTokenMayEndWithALineBreak() {
        assertThat(ACCESS.withBearer("abc\n").headers()).containsEntry("Authorization", "Bearer abc");
    }

    @Test
    void aHeaderThatCannotBeSentIsRefusedWithoutItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ACCESS.withHeader("X-Key", "se\ncret"))
                .withMessageContaining("X-Key")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prom.example.org",
                "ftp://prom.example.org",
                "https://prom.example.org/?token=pa55",
                "https:///x"
            })
    void anAddressThatIsNoneIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrometheusAccess.of("prom-eu", URI.create(address)))
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("pa55").contains("https://"));
    }
}
