package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String OTHER = "sha256:" + "b".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "shop/checkout:1.2, registry.example/shop/checkout@, shop/checkout@",
        "shop/checkout, docker-pullable://shop/checkout@, shop/checkout@",
        "registry.example:5000/shop/checkout:1.2, mirror.example/shop/checkout@, registry.example:5000/shop/checkout@",
        "registry.example:5000/shop/checkout, x@, registry.example:5000/shop/checkout@"
    })
    void aTagBecomesTheDigestInTheRepositoryThatTheUserNamed(String image, String node, String pinned) {
        assertThat(Images.pinned(image, node + DIGEST)).isEqualTo(pinned + DIGEST);
    }

    @Test
    void anImageThatHasADigestKeepsIt() {
        assertThat(Images.pinned("shop/checkout:1.2@" + DIGEST, "shop/checkout@" + OTHER))
                .isEqualTo("shop/checkout:1.2@" + DIGEST);
    }

    @Test
    void anIdentityThatNoRegistryKnowsIsNoDigest() {
        assertThat(Images.pinned("shop/checkout:1.2", "docker://" + DIGEST)).isEqualTo("shop/checkout:1.2");
        assertThat(Images.pinned("shop/checkout:1.2", DIGEST)).isEqualTo("shop/checkout:1.2");
        assertThat(Images.pinned("shop/checkout:1.2", null)).isEqualTo("shop/checkout:1.2");
    }
}
