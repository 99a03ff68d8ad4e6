package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.ImageBehaviour.Fate;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KServeWorkloadTest {
    private static final String STABLE = "checkout-predictor-00001";
    private static final String CANARY = "checkout-predictor-00002";
    private static final String NEW = "s3://models/checkout/2";

    private KServeShop shop = KServeShop.open();
    private RevisedWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    private void instead(KServeShop next) {
        shop.close();
        shop = next;
        workload = next.workload();
    }

    @Test
    void aRevisionOfTheNewModelIsMadeAndGetsNothing() {
        Map<String, Object> before = shop.spec();
        ClaimRecord claim = shop.claim();
        shop.created(claim);
        assertThat(shop.model()).isEqualTo(NEW);
        assertThat(shop.percent()).isEqualTo(0);
        assertThat(shop.served()).containsExactly(Map.entry(STABLE, 100));
        assertThat(shop.service().getMetadata().getLabels())
                .as("KServe would make another revision of it")
                .isEqualTo(Map.of("app", "checkout"));
        assertThat(shop.spec().get("transformer")).isEqualTo(before.get("transformer"));
        assertThat(workload.carries(claim, 0)).isTrue();
        CanaryState canary = workload.observe(claim).canary().orElseThrow();
        assertThat(canary.complete()).isTrue();
        assertThat(canary.ready()).isEqualTo(1);
        assertThat(canary.pods()).singleElement().satisfies(pod -> assertThat(pod.name())
                .startsWith(CANARY + "-deployment-"));
        assertThat(workload.observe(claim).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(workload.observe(claim).stable().whole()).isTrue();
        assertThat(workload.names(claim, Arm.CANARY).workload()).isEqualTo(CANARY + "-deployment");
        assertThat(workload.names(claim, Arm.BASELINE).service()).isEqualTo(STABLE);
    }

    @Test
    void aWeightIsThereWhenKnativeSaysSo() {
        ClaimRecord claim = shop.claim();
        shop.created(claim);
        workload.shift(claim, 25);
        assertThat(workload.carries(claim, 25)).isFalse();
        shop.settle();
        assertThat(workload.carries(claim, 25)).isTrue();
        assertThat(workload.carries(claim, 0)).isFalse();
        assertThat(shop.served()).containsOnly(Map.entry(STABLE, 75), Map.entry(CANARY, 25));
        shop.api().calls();
        workload.shift(claim, 25);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aPromotionLetsAllTrafficFollowTheJudgedRevision() {
        ClaimRecord promoting = shop.promoting(shop.released(50));
        assertThat(promoting.promotion().orElseThrow().images()).containsOnlyKeys(KServeTemplate.CONTAINER);
        workload.promote(promoting);
        assertThat(workload.observe(promoting).stable().template()).isEqualTo(Template.PROMOTED);
        assertThat(workload.observe(promoting).stable().whole()).isFalse();
        shop.settle();
        assertThat(workload.observe(promoting).stable().whole()).isTrue();
        workload.home(promoting);
        assertThat(workload.carries(promoting, 0)).isTrue();
        shop.cleared(promoting);
        assertThat(workload.observe(promoting).canary()).isEmpty();
        assertThat(shop.served()).containsExactly(Map.entry(CANARY, 100));
        assertThat(shop.model()).isEqualTo(NEW);
        assertThat(shop.percent()).isNull();
    }

    @Test
    void aPercentageOfAHundredIsThereAgainAfterwards() {
        instead(new KServeShop("canaryTrafficPercent: 100"));
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        shop.cleared(promoting);
        assertThat(shop.percent()).isEqualTo(100);
        assertThat(shop.served()).containsExactly(Map.entry(CANARY, 100));
    }

    @Test
    void aRollbackPutsThePredictorBackAndHoldsTheTrafficUntilThereIsARevisionOfIt() {
        Map<String, Object> before = shop.spec();
        ClaimRecord back = KServeShop.rollingBack(shop.released(50));
        workload.home(back);
        assertThat(workload.carries(back, 0)).isFalse();
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        assertThat(shop.served()).containsExactly(Map.entry(STABLE, 100));
        workload.deleteCanary(back);
        workload.deleteCanary(back);
        assertThat(shop.model()).isEqualTo(KServeShop.OLD);
        assertThat(shop.percent())
                .as("the latest that is ready is still the canary")
                .isEqualTo(0);
        shop.settle();
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.spec()).isEqualTo(before);
        assertThat(shop.served()).containsOnlyKeys("checkout-predictor-00003");
        assertThat(shop.cluster().list(Kind.CONTROLLER_REVISION, Shop.NAMESPACE))
                .isEmpty();
        shop.api().calls();
        workload.home(back);
        workload.deleteCanary(back);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void fromAHundredPercentItIsTakenBackToTheRevisionBefore() {
        ClaimRecord back = KServeShop.rollingBack(shop.released(100));
        assertThat(shop.served()).containsExactly(Map.entry(CANARY, 100));
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        assertThat(shop.served()).containsExactly(Map.entry(STABLE, 100));
    }

    @Test
    void aModelThatDoesNotLoadSaysWhyAndIsTakenBack() {
        Map<String, Object> before = shop.spec();
        shop.cluster().behave("registry.example/sklearn:2", ImageBehaviour.SOUND.fated(Fate.CANNOT_BE_PULLED));
        ClaimRecord claim = shop.claim();
        for (int i = 0; i < 3; i++) {
            workload.createCanary(claim, Changes.image("registry.example/sklearn:2"), 1);
            shop.settle();
        }
        CanaryState canary = workload.observe(claim).canary().orElseThrow();
        assertThat(canary.ready()).isZero();
        assertThat(canary.trouble().orElseThrow()).startsWith("revision " + CANARY + ": ImagePullBackOff: ");
        ClaimRecord back = KServeShop.rollingBack(claim);
        workload.home(back);
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.spec()).isEqualTo(before);
    }

    @Test
    void aProcessThatDiedBeforeItNotedAnythingLeavesWhatTheClaimCanTakeBack() {
        Map<String, Object> before = shop.spec();
        ClaimRecord claim = shop.claim();
        ClaimRecord back = KServeShop.rollingBack(claim);
        workload.home(back);
        assertThat(workload.carries(back, 0)).as("nothing was begun").isTrue();
        workload.createCanary(claim, KServeShop.NEW_MODEL, 1);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(shop.spec()).isEqualTo(before);
        assertThat(workload.observe(back).canary()).isEmpty();
    }

    @Test
    void aPromotionThatIsGivenUpGivesTheWeightBack() {
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        workload.restoreStable(promoting);
        shop.settle();
        assertThat(shop.served()).containsOnly(Map.entry(STABLE, 75), Map.entry(CANARY, 25));
        assertThat(workload.observe(promoting).stable().template()).isEqualTo(Template.RECORDED);
        ClaimRecord back = KServeShop.rollingBack(promoting);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
    }

    @Test
    void aPromotionCanBeUndoneAfterwards() {
        Map<String, Object> before = shop.spec();
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        shop.cleared(promoting);
        ClaimRecord done =
                promoting.done(new Ending(Outcome.PROMOTED, Phase.PROMOTING, false, "promoted"), Records.START);
        assertThat(workload.observe(done).stable().template()).isEqualTo(Template.PROMOTED);
        assertThatCode(() -> workload.mustBeRestorable(done)).doesNotThrowAnyException();
        workload.restoreStable(done);
        assertThat(workload.observe(done).stable().whole()).isFalse();
        shop.settle();
        assertThat(workload.observe(done).stable().whole()).isTrue();
        assertThat(workload.observe(done).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(shop.spec()).isEqualTo(before);
    }

    @Test
    void withoutTheRecordOfThePredictorNothingCanBeUndone() {
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        shop.cleared(promoting);
        shop.cluster().remove(Kind.CONTROLLER_REVISION, Shop.NAMESPACE, "checkout-canary");
        assertThatThrownBy(() -> workload.mustBeRestorable(promoting))
                .hasMessageContaining("checkout-canary does not keep the predictor before the release any more");
    }

    @Test
    void theNextReleaseKeepsItsOwnRecord() {
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        shop.cleared(promoting);
        Changes third = Changes.NONE.withStorageUri("s3://models/checkout/3");
        ClaimRecord next = Records.opening("release-2", workload.originals(third), Separation.SHARED_SERVICE);
        for (int i = 0; i < 3; i++) {
            workload.createCanary(next, third, 1);
            shop.settle();
        }
        assertThat(workload.observe(next).canary().orElseThrow().ready()).isEqualTo(1);
        ClaimRecord back = KServeShop.rollingBack(next);
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
        shop.change("storageUri", "s3://models/checkout/9");
        assertThat(workload.observe(claim).stable().template()).isEqualTo(Template.OTHER);
        ClaimRecord back = KServeShop.rollingBack(claim);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(shop.model()).isEqualTo("s3://models/checkout/9");
        assertThat(shop.percent()).isNull();
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.served()).containsOnlyKeys("checkout-predictor-00003");
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
        shop.predictor(Serialization.clone(shop.service()), "canaryTrafficPercent", 10);
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

    @Test
    void aServiceThatIsGoneCanBeRolledBack() {
        ClaimRecord back = KServeShop.rollingBack(shop.released(25));
        shop.cluster().remove(ServedKind.INFERENCE_SERVICE, Shop.NAMESPACE, "checkout");
        workload.home(back);
        assertThat(workload.carries(back, 0)).isTrue();
        workload.deleteCanary(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(workload.observe(back).stable().trouble())
                .contains("somebody deleted the InferenceService checkout");
    }

    private List<String> problems(Changes changes) {
        return workload.inspect(changes, workload.plan(), 1).problems();
    }
}
