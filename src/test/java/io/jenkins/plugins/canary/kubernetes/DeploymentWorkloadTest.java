package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentWorkloadTest {
    private final Shop shop = Shop.open();
    private final DeploymentWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void stableIsSeenWholeWithItsRecordedTemplateBeforeARelease() {
        StableState stable =
                workload.observe(shop.claim(Separation.OWN_SERVICE)).stable();
        assertThat(stable.template()).isEqualTo(StableState.Template.RECORDED);
        assertThat(stable.whole()).isTrue();
        assertThat(stable.wanted()).isEqualTo(3);
        assertThat(stable.ready()).isEqualTo(3);
        assertThat(stable.pods()).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.readySince()).isPresent();
            assertThat(pod.images()).isEqualTo(Map.of("checkout", Scenery.STABLE_IMAGE));
        });
    }

    @Test
    void aCanaryWithItsOwnServiceIsOutOfStablesServiceAndInItsOwn() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 2);
        assertThat(workload.observe(claim).canary()).get().satisfies(canary -> {
            assertThat(canary.complete()).isTrue();
            assertThat(canary.wanted()).isEqualTo(2);
            assertThat(canary.ready()).isEqualTo(2);
            assertThat(canary.trouble()).isEmpty();
        });
        assertThat(shop.service("checkout-canary").getSpec().getSelector()).isEqualTo(Map.of("app", "checkout-canary"));
        assertThat(shop.pods("app", "checkout")).hasSize(3);
        assertThat(workload.observe(claim).stable().pods()).hasSize(3);
    }

    @Test
    void aCanaryBehindStablesServiceIsFoundThereAndNotTakenForStable() {
        ClaimRecord claim = shop.released(Separation.SHARED_SERVICE, 1);
        assertThat(workload.observe(claim).canary()).get().satisfies(canary -> {
            assertThat(canary.complete()).isTrue();
            assertThat(canary.ready()).isEqualTo(1);
        });
        assertThat(workload.observe(claim).stable().ready()).isEqualTo(3);
        assertThat(shop.cluster().find(Kind.SERVICE, Shop.NAMESPACE, "checkout-canary"))
                .isEmpty();
        assertThat(shop.pods("app", "checkout")).hasSize(4);
    }

    @Test
    void theNewVersionRunsInTheCanaryAloneAndInEveryOtherWayAsStableDoes() {
        shop.released(Separation.OWN_SERVICE, 1);
        Deployment canary = shop.deployment("checkout-canary");
        Deployment stable = shop.deployment("checkout");
        assertThat(canary.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo(Scenery.CANARY_IMAGE);
        assertThat(stable.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo(Scenery.STABLE_IMAGE);
        assertThat(canary.getSpec().getStrategy()).isEqualTo(stable.getSpec().getStrategy());
    }

    @Test
    void creatingTheCanaryAgainWritesNothing() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 2);
        workload.createCanary(claim, Shop.NEW_IMAGE, 2);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void whatIsMissingOfTheCanaryIsCreatedAndNothingElse() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 2);
        shop.cluster().remove(Kind.SERVICE, Shop.NAMESPACE, "checkout-canary");
        assertThat(workload.observe(claim).canary())
                .get()
                .extracting(CanaryState::complete)
                .isEqualTo(false);
        shop.api().calls();
        workload.createCanary(claim, Shop.NEW_IMAGE, 2);
        assertThat(shop.api().writes()).containsExactly("create services checkout-canary");
        assertThat(shop.service("checkout-canary").getSpec().getSelector()).isEqualTo(Map.of("app", "checkout-canary"));
    }

    @Test
    void aDeletedCanaryIsThereUntilItsLastPodIsOnItsWayOut() {
        ClaimRecord claim = shop.released(Separation.SHARED_SERVICE, 1);
        workload.deleteCanary(claim);

        assertThat(workload.observe(claim).canary()).get().satisfies(canary -> {
            assertThat(canary.complete()).isFalse();
            assertThat(canary.ready()).isEqualTo(1);
        });
        shop.pass(Duration.ofMinutes(1));
        assertThat(workload.observe(claim).canary()).isEmpty();
    }

    @Test
    void anObjectOfSomebodyElseIsNeitherUsedNorDeleted() {
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        shop.cluster().put(Kind.DEPLOYMENT, Shop.NAMESPACE, foreign());
        assertThatThrownBy(() -> workload.createCanary(claim, Shop.NEW_IMAGE, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Deployment checkout-canary does not belong to release r-1");
        assertThat(workload.observe(claim).canary()).isEmpty();
        workload.deleteCanary(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aCanaryOfAnotherVersionOfStableIsNotCreated() {
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        shop.change(DeploymentWorkloadTest::patched);
        assertThatThrownBy(() -> workload.createCanary(claim, Shop.NEW_IMAGE, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("changed by somebody else");
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aCanaryIsScaledOnceAndADeletedOneIsAConflict() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        workload.scaleCanary(claim, 3);
        workload.scaleCanary(claim, 3);
        assertThat(shop.api().writes()).containsExactly("update deployments checkout-canary");
        shop.pass(Duration.ofMinutes(1));
        assertThat(workload.observe(claim).canary())
                .get()
                .extracting(CanaryState::ready)
                .isEqualTo(3);
        shop.cluster().remove(Kind.DEPLOYMENT, Shop.NAMESPACE, "checkout-canary");
        assertThatThrownBy(() -> workload.scaleCanary(claim, 2)).isInstanceOf(ConflictException.class);
    }

    @Test
    void podsThatAreNotReadyDoNotCount() {
        shop.cluster().behave(Scenery.CANARY_IMAGE, ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.NEVER_READY));
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 2);
        assertThat(workload.observe(claim).canary()).get().satisfies(canary -> {
            assertThat(canary.ready()).isZero();
            assertThat(canary.pods()).hasSize(2).allSatisfy(pod -> assertThat(pod.readySince())
                    .isEmpty());
        });
    }

    @Test
    void anImageThatCannotBePulledIsSaidToBeTheTrouble() {
        shop.cluster().behave(Scenery.CANARY_IMAGE, ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.CANNOT_BE_PULLED));
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        assertThat(workload.observe(claim).canary().orElseThrow().trouble())
                .get()
                .asString()
                .contains("pod checkout-canary-", "container checkout: ImagePullBackOff");
    }

    @Test
    void aCrashLoopIsSaidToBeTheTroubleAndItsLastWordsAreKept() {
        shop.cluster().behave(Scenery.CANARY_IMAGE, ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.CRASHES));
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        assertThat(workload.observe(claim).canary().orElseThrow().trouble())
                .get()
                .asString()
                .contains("CrashLoopBackOff");
        assertThat(workload.evidence(claim))
                .anySatisfy(line -> assertThat(line).contains("not ready", "restarts"))
                .anySatisfy(line -> assertThat(line).contains("checkout wrote: fatal: simulated crash"));
    }

    @Test
    void everythingOfTheCanaryIsDeletedAndStableIsAsBefore() {
        Map<String, Object> before = shop.mine();
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 2);
        workload.deleteCanary(claim);
        shop.pass(Duration.ofMinutes(1));
        assertThat(workload.observe(claim).canary()).isEmpty();
        assertThat(shop.pods(CanaryNames.RELEASE, "r-1")).isEmpty();
        assertThat(shop.mine()).isEqualTo(before);
        shop.api().calls();
        workload.deleteCanary(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aRollbackCanEndThoughSomebodyDeletedStable() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        shop.cluster().remove(Kind.DEPLOYMENT, Shop.NAMESPACE, "checkout");
        assertThat(workload.observe(claim).stable().template()).isEqualTo(StableState.Template.OTHER);
        workload.restoreStable(claim);
        workload.deleteCanary(claim);
        shop.pass(Duration.ofMinutes(1));
        assertThat(workload.observe(claim).canary()).isEmpty();
    }

    @Test
    void armsAreCalledByTheObjectsThatServeThem() {
        assertThat(workload.names(shop.claim(Separation.OWN_SERVICE), Arm.CANARY))
                .isEqualTo(new ArmNames("checkout-canary", "checkout-canary"));
        assertThat(workload.names(shop.claim(Separation.SHARED_SERVICE), Arm.CANARY))
                .isEqualTo(new ArmNames("checkout-canary", "checkout"));
        assertThat(workload.names(shop.claim(Separation.OWN_SERVICE), Arm.BASELINE))
                .isEqualTo(new ArmNames("checkout", "checkout"));
    }

    @Test
    void onePodIsKeptOutOfAllTrafficAndOutlivesTheCanary() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 2);
        String kept = workload.keepForensics(claim, shop.clock().instant().plus(Duration.ofMinutes(30)))
                .orElseThrow();
        shop.pass(Duration.ofMinutes(1));
        workload.deleteCanary(claim);
        shop.pass(Duration.ofMinutes(1));
        Pod pod = shop.cluster().find(Kind.POD, Shop.NAMESPACE, kept).orElseThrow();
        assertThat(pod.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(pod.getMetadata().getLabels())
                .containsEntry(CanaryNames.FORENSICS, "checkout-canary")
                .doesNotContainKeys("app", "version", "pod-template-hash", CanaryNames.TRACK);
        assertThat(pod.getMetadata().getAnnotations()).containsKey(CanaryNames.DELETE_AFTER);
        assertThat(shop.cluster().list(Kind.POD, Shop.NAMESPACE)).hasSize(4);
    }

    @Test
    void keepingAPodAgainKeepsTheSameOne() {
        ClaimRecord claim = shop.released(Separation.SHARED_SERVICE, 2);
        String kept = workload.keepForensics(claim, Records.START).orElseThrow();
        shop.api().calls();
        assertThat(workload.keepForensics(claim, Records.START)).contains(kept);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void theNextReleaseDeletesAPodWhoseTimeIsOver() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        String over = workload.keepForensics(claim, shop.clock().instant().plusSeconds(90))
                .orElseThrow();
        workload.deleteCanary(claim);
        shop.pass(Duration.ofMinutes(1));
        workload.createCanary(claim, Shop.NEW_IMAGE, 1);
        assertThat(shop.cluster().find(Kind.POD, Shop.NAMESPACE, over)).isPresent();
        shop.pass(Duration.ofMinutes(1));
        workload.createCanary(claim, Shop.NEW_IMAGE, 1);
        assertThat(shop.cluster().find(Kind.POD, Shop.NAMESPACE, over)).isEmpty();
    }

    private static Deployment patched(Deployment found) {
        return new DeploymentBuilder(found)
                .editSpec()
                .editTemplate()
                .editMetadata()
                .addToAnnotations("kubectl.kubernetes.io/restartedAt", "now")
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    private Deployment foreign() {
        return new DeploymentBuilder(shop.deployment("checkout"))
                .withNewMetadata()
                .withName("checkout-canary")
                .endMetadata()
                .build();
    }
}
