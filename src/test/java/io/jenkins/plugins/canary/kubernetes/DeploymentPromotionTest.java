package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConfigChanges;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentPromotionTest {
    private final Shop shop = Shop.open();
    private final DeploymentWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void stableGetsTheCanarysVersionAndKeepsItsOwnLabels() {
        DeploymentSpec before = shop.deployment("checkout").getSpec();
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        workload.promote(claim);
        DeploymentSpec after = shop.deployment("checkout").getSpec();
        assertThat(image(after)).isEqualTo(Scenery.CANARY_IMAGE);
        assertThat(after.getTemplate().getMetadata())
                .isEqualTo(before.getTemplate().getMetadata());
        assertThat(after.getReplicas()).isEqualTo(before.getReplicas());
        assertThat(after.getSelector()).isEqualTo(before.getSelector());
    }

    @Test
    void stableIsPromotedAtOnceAndWholeOnlyWhenAllPodsAreNew() {
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        workload.promote(claim);
        assertThat(stable(claim).template()).isEqualTo(StableState.Template.PROMOTED);
        assertThat(stable(claim).whole()).isFalse();
        shop.pass(Duration.ofMinutes(5));
        assertThat(stable(claim).whole()).isTrue();
        assertThat(stable(claim).pods()).hasSize(3).allSatisfy(pod -> assertThat(pod.images())
                .containsValue(Scenery.CANARY_IMAGE));
    }

    @Test
    void promotingAgainWritesNothing() {
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        workload.promote(claim);
        shop.api().calls();
        workload.promote(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aTagIsPinnedToWhatThePodsRun() {
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.createCanary(claim, Changes.image("registry.example/shop/checkout:1.3"), 2);
        shop.pass(Duration.ofMinutes(1));
        Promotion promotion = workload.promotion(claim);
        assertThat(promotion.images().get("checkout")).matches("registry.example/shop/checkout@sha256:[0-9a-f]{64}");
        workload.promote(claim.promoting(promotion, Records.START));
        assertThat(image(shop.deployment("checkout").getSpec()))
                .isEqualTo(promotion.images().get("checkout"));
    }

    @Test
    void aTagThatNoPodRunsYetIsNotPromoted() {
        shop.cluster().behave("registry.example/a:1", ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.CANNOT_BE_PULLED));
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.createCanary(claim, Changes.image("registry.example/a:1"), 1);
        shop.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> workload.promotion(claim))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("do not all run the same image");
    }

    @Test
    void changedSettingsArePromotedWithTheImage() {
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        Changes changes = new Changes(
                Optional.empty(),
                Map.of(),
                Map.of("CURRENCY", "CHF"),
                Map.of("limits", Map.of("memory", "256Mi")),
                Map.of(),
                ConfigChanges.NONE);
        workload.createCanary(claim, changes, 1);
        shop.pass(Duration.ofMinutes(1));
        workload.promote(promoting(claim));
        Container container = shop.deployment("checkout")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        assertThat(container.getEnv()).singleElement().satisfies(variable -> assertThat(variable.getValue())
                .isEqualTo("CHF"));
        assertThat(container.getResources().getLimits().get("memory")).hasToString("256Mi");
        assertThat(container.getImage()).isEqualTo(Scenery.STABLE_IMAGE);
    }

    @Test
    void stableGetsItsOwnTemplateBack() {
        Object before = shop.deployment("checkout").getSpec();
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        workload.promote(claim);
        shop.pass(Duration.ofSeconds(5));
        workload.restoreStable(claim);
        assertThat(shop.deployment("checkout").getSpec()).isEqualTo(before);
        assertThat(stable(claim).template()).isEqualTo(StableState.Template.RECORDED);
        shop.pass(Duration.ofMinutes(5));
        assertThat(stable(claim).whole()).isTrue();
        shop.api().calls();
        workload.restoreStable(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aTemplateOfSomebodyElseIsNeitherReplacedNorRestored() {
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        shop.change(found -> withImage(found, "registry.example/hotfix:1"));
        assertThat(stable(claim).template()).isEqualTo(StableState.Template.OTHER);
        assertThatThrownBy(() -> workload.promote(claim)).isInstanceOf(RefusedException.class);
        workload.restoreStable(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aCanaryThatSomebodyChangedIsNotPromoted() {
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        Deployment canary = shop.deployment("checkout-canary");
        canary.getSpec().getTemplate().getSpec().getContainers().get(0).setCommand(List.of("sh"));
        shop.cluster().put(Kind.DEPLOYMENT, Shop.NAMESPACE, canary);
        assertThatThrownBy(() -> workload.promote(claim))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not what was judged");
    }

    @Test
    void aVersionWhoseReplicaSetIsGoneIsSaidToBeLost() {
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        workload.promote(claim);
        String kept = DeploymentOriginals.of(claim.workload()).replicaSet();
        shop.cluster().remove(Kind.REPLICA_SET, Shop.NAMESPACE, kept);
        assertThatThrownBy(() -> workload.restoreStable(claim))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ReplicaSet " + kept);
    }

    @Test
    void aNewVersionThatDoesNotGetOnIsTroubleOnlyWhenTheClusterGivesItUp() {
        ClaimRecord claim = promoting(shop.released(Separation.OWN_SERVICE, 2));
        shop.cluster().behave(Scenery.CANARY_IMAGE, ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.CANNOT_BE_PULLED));
        workload.promote(claim);
        shop.pass(Duration.ofMinutes(1));
        assertThat(stable(claim).trouble()).isEmpty();
        shop.pass(Duration.ofMinutes(15));
        assertThat(stable(claim).trouble()).get().asString().contains("ProgressDeadlineExceeded", "ImagePullBackOff");
    }

    private ClaimRecord promoting(ClaimRecord claim) {
        ClaimRecord promoting = claim.promoting(workload.promotion(claim), Records.START);
        shop.api().calls();
        return promoting;
    }

    private StableState stable(ClaimRecord claim) {
        return workload.observe(claim).stable();
    }

    private static String image(DeploymentSpec spec) {
        return spec.getTemplate().getSpec().getContainers().get(0).getImage();
    }

    private static Deployment withImage(Deployment found, String image) {
        return new DeploymentBuilder(found)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
