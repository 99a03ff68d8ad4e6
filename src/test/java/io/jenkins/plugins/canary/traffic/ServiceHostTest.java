package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceHostTest {
    private static final ServiceHost CHECKOUT = new ServiceHost("checkout", "shop");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkout",
                "checkout.shop",
                "checkout.shop.svc",
                "checkout.shop.svc.cluster.local",
                "checkout.shop.svc.own.domain"
            })
    void meansTheService(String host) {
        assertThat(CHECKOUT.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "checkouts",
                "checkout-canary",
                "checkout.shopping",
                "checkout.other",
                "checkout.com",
                "a.checkout",
                "*.shop"
            })
    void meansSomethingElse(String host) {
        assertThat(CHECKOUT.is(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"checkout, shop, true", "checkout, edge, false", "checkout.shop, edge, true"})
    void aBareNameMeansTheNamespaceThatItIsWrittenIn(String host, String from, boolean means) {
        assertThat(CHECKOUT.in(Yaml.object("host: " + host), from)).isEqualTo(means);
    }
}
