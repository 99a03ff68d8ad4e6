package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.ImageBehaviour.Fate;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KServeWorkloadTest extends RevisedWorkloadContract<KServeShop> {
    private static final String NEW = "s3://models/checkout/2";

    @Override
    KServeShop open() {
        return KServeShop.open();
    }

    @Override
    String prefix() {
        return "checkout-predictor";
    }

    @Test
    void onlyThePredictorBecomesTheCanarys() {
        Map<String, Object> before = shop.spec();
        shop.created(shop.claim());
        assertThat(shop.model()).isEqualTo(NEW);
        assertThat(shop.percent()).isEqualTo(0);
        assertThat(shop.service().getMetadata().getLabels())
                .as("KServe would make another revision of it")
                .isEqualTo(Map.of("app", "checkout"));
        assertThat(shop.spec().get("transformer")).isEqualTo(before.get("transformer"));
    }

    @Test
    void aPromotionWritesTheNewModelAndNoPercentage() {
        assertThat(shop.promoted().promotion().orElseThrow().images()).containsOnlyKeys(KServeTemplate.CONTAINER);
        assertThat(shop.model()).isEqualTo(NEW);
        assertThat(shop.percent()).isNull();
    }

    @Test
    void aPercentageOfAHundredIsThereAgainAfterwards() {
        instead(new KServeShop("canaryTrafficPercent: 100"));
        shop.promoted();
        assertThat(shop.percent()).isEqualTo(100);
        assertThat(shop.served()).containsExactly(Map.entry(canary(), 100));
    }

    @Test
    void aRollbackHoldsTheTrafficUntilThereIsARevisionOfTheModelBefore() {
        ClaimRecord back = RevisedShop.rollingBack(shop.released(50));
        workload.home(back);
        shop.settle();
        workload.deleteCanary(back);
        workload.deleteCanary(back);
        assertThat(shop.model()).isEqualTo(KServeShop.OLD);
        assertThat(shop.percent())
                .as("the latest that is ready is still the canary")
                .isEqualTo(0);
        shop.cleared(back);
        assertThat(shop.percent()).isNull();
        assertThat(shop.cluster().list(Kind.CONTROLLER_REVISION, Shop.NAMESPACE))
                .isEmpty();
    }

    @Test
    void fromAHundredPercentItIsTakenBackToTheRevisionBefore() {
        ClaimRecord back = RevisedShop.rollingBack(shop.released(100));
        assertThat(shop.served()).containsExactly(Map.entry(canary(), 100));
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        assertThat(shop.served()).containsExactly(Map.entry(stable(), 100));
    }

    @Test
    void aModelThatDoesNotLoadSaysWhyAndIsTakenBack() {
        Map<String, Object> before = shop.spec();
        shop.cluster().behave("registry.example/sklearn:2", ImageBehaviour.SOUND.fated(Fate.CANNOT_BE_PULLED));
        ClaimRecord claim = shop.claim();
        shop.created(claim, Changes.image("registry.example/sklearn:2"));
        CanaryState canary = workload.observe(claim).canary().orElseThrow();
        assertThat(canary.ready()).isZero();
        assertThat(canary.trouble().orElseThrow()).startsWith("revision " + canary() + ": ImagePullBackOff: ");
        ClaimRecord back = RevisedShop.rollingBack(claim);
        workload.home(back);
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.spec()).isEqualTo(before);
    }

    @Test
    void withoutTheRecordOfThePredictorNothingCanBeUndone() {
        ClaimRecord promoted = shop.promoted();
        shop.cluster().remove(Kind.CONTROLLER_REVISION, Shop.NAMESPACE, "checkout-canary");
        assertThatThrownBy(() -> workload.mustBeRestorable(promoted))
                .hasMessageContaining("checkout-canary does not keep the predictor before the release any more");
    }

    @Test
    void theNextReleaseKeepsItsOwnRecord() {
        shop.promoted();
        Changes third = Changes.NONE.withStorageUri("s3://models/checkout/3");
        ClaimRecord next = Records.opening("release-2", workload.originals(third), Separation.SHARED_SERVICE);
        shop.created(next, third);
        assertThat(workload.observe(next).canary().orElseThrow().ready()).isEqualTo(1);
        ClaimRecord back = RevisedShop.rollingBack(next);
        workload.home(back);
        shop.settle();
        shop.cleared(back);
        assertThat(shop.model()).isEqualTo(NEW);
        assertThat(shop.cluster().list(Kind.CONTROLLER_REVISION, Shop.NAMESPACE))
                .isEmpty();
    }

    @Test
    void whatSomebodyElseChangedIsNotTouched() {
        ClaimRecord claim = shop.released(25);
        shop.changeModel("storageUri", "s3://models/checkout/9");
        assertThat(workload.observe(claim).stable().template()).isEqualTo(Template.OTHER);
        ClaimRecord back = RevisedShop.rollingBack(claim);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(shop.model()).isEqualTo("s3://models/checkout/9");
        assertThat(shop.percent()).isNull();
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.served()).containsOnlyKeys(third());
    }

    @Test
    void whatIsInTheWayIsToldBeforeAnythingChanges() {
        assertThat(problems(KServeShop.NEW_MODEL)).isEmpty();
        assertThat(problems(Changes.NONE.withStorageUri(KServeShop.OLD)))
                .containsExactly("nothing would change: kserve-container already runs registry.example/sklearn:1, "
                        + KServeShop.OLD);
        assertThat(problems(Changes.image("registry.example/sklearn:2")
                        .withLabels(Map.of("serving.kserve.io/inferenceservice", "x"))))
                .singleElement()
                .asString()
                .startsWith("labels.serving.kserve.io/inferenceservice: names under canary.jenkins.io/");
        shop.changePredictor("canaryTrafficPercent", 10);
        assertThatThrownBy(shop::claim).hasMessageContaining("gives 10 % of its traffic to its latest revision");
        instead(new KServeShop("storageUris: [{uri: 's3://a/b'}, {uri: 's3://a/c'}]"));
        assertThat(problems(KServeShop.NEW_MODEL))
                .containsExactly(
                        "storageUri: the predictor has several, storageUris; write its manifest into manifests");
    }

    @Test
    void aServiceThatKServeRunsAsADeploymentIsRefused() {
        GenericKubernetesResource raw = Serialization.clone(shop.service());
        Map<String, Object> status = new LinkedHashMap<>(raw.<Map<String, Object>>get("status"));
        status.put("deploymentMode", "RawDeployment");
        raw.setAdditionalProperty("status", status);
        shop.cluster().put(ServedKind.INFERENCE_SERVICE, Shop.NAMESPACE, raw);
        assertThatThrownBy(shop::claim)
                .hasMessageContaining("runs in deployment mode RawDeployment, in which KServe has no second revision");
        shop.settle();
        shop.cluster().remove(ServedKind.KNATIVE_SERVICE, Shop.NAMESPACE, "checkout-predictor");
        assertThatThrownBy(shop::claim).hasMessageContaining("has no Knative Service checkout-predictor");
    }

    private List<String> problems(Changes changes) {
        return workload.inspect(changes, workload.plan(), 1).problems();
    }
}
