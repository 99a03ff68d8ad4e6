package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelChangesTest {
    private final Shop shop = Shop.open();
    private final DeploymentWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void labelsAreSetOnTheCanarysPodsAndPromotedWithoutThoseThatToldItApart() {
        Changes changes = Shop.NEW_IMAGE.withLabels(Map.of("tier", "gold"));
        ClaimRecord claim = Records.opening(workload.originals(changes), Separation.OWN_SERVICE, "checkout");
        workload.createCanary(claim, changes, 1);
        shop.pass(Duration.ofMinutes(1));
        assertThat(shop.pods("tier", "gold")).hasSize(1);
        workload.promote(claim.promoting(workload.promotion(claim), Records.START));
        assertThat(shop.deployment("checkout")
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .containsOnly(Map.entry("app", "checkout"), Map.entry("version", "v1"), Map.entry("tier", "gold"));
    }

    @Test
    void labelsThatSomethingSelectsOnAreRefused() {
        Changes changes =
                Shop.NEW_IMAGE.withLabels(Map.of("app", "cart", "version", "v2", "canary.jenkins.io/track", "stable"));
        RoutePlan route = new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE);
        assertThat(workload.inspect(changes, route, 1).problems())
                .containsExactly(
                        "labels.app: Deployment checkout selects on it, so it tells stable's pods from others; leave it as"
                                + " it is",
                        "labels.canary.jenkins.io/track: names under canary.jenkins.io/ are the release's own",
                        "labels.version: Deployment checkout selects on it, so it tells stable's pods from others; leave"
                                + " it as it is");
    }
}
