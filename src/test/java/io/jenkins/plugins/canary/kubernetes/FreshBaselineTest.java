package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshBaselineTest {
    private static final Terms WITH_COPY = new Terms(Duration.ZERO, false, "", true);
    private static final String COPY = "checkout-baseline";

    private final Shop shop = Shop.open(Scenery.checkout(Shop.NAMESPACE).autoscaled(2, 8), OtherKinds.RESOURCE_QUOTA);
    private final DeploymentWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theCopyRunsStablesOwnTemplateBehindStablesServiceAndIsNotTakenForStable() {
        ClaimRecord claim = released(Separation.OWN_SERVICE, 2);
        Deployment copy = shop.deployment(COPY);
        assertThat(copy.getSpec().getReplicas()).isEqualTo(2);
        assertThat(copy.getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("app", "checkout", "version", "v1-baseline"));
        assertThat(copy.getSpec().getTemplate().getSpec())
                .isEqualTo(shop.deployment("checkout").getSpec().getTemplate().getSpec());
        assertThat(shop.pods("app", "checkout")).hasSize(3 + 2);
        assertThat(workload.observe(claim).stable().ready()).isEqualTo(3);
        assertThat(workload.observe(claim).baseline()).get().satisfies(found -> {
            assertThat(found.complete()).isTrue();
            assertThat(found.ready()).isEqualTo(2);
            assertThat(found.pods()).hasSize(2);
        });
    }

    @Test
    void behindSubsetsTheCopyKeepsEveryLabelThatASubsetOfStableCouldSelectOn() {
        released(Separation.SHARED_SERVICE, 1);
        assertThat(shop.deployment(COPY).getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("app", "checkout")
                .containsEntry("version", "v1")
                .containsEntry(CanaryNames.TRACK, "baseline");
        assertThat(shop.pods("version", "v1")).hasSize(3 + 1);
    }

    @Test
    void theArmOfAnalysisIsTheCopyAloneUnderItsOwnNameAndStablesService() {
        ClaimRecord claim = released(Separation.OWN_SERVICE, 1);
        assertThat(workload.names(claim, Arm.BASELINE).workload()).isEqualTo(COPY);
        assertThat(workload.names(claim, Arm.BASELINE).service()).isEqualTo("checkout");
        assertThat(workload.names(claim.on(WITH_COPY.withoutBaseline()), Arm.BASELINE)
                        .workload())
                .isEqualTo("checkout");
    }

    @Test
    void theCopyIsScaledBeforeTheCanary() {
        ClaimRecord claim = released(Separation.OWN_SERVICE, 1);
        workload.scaleCanary(claim, 3);
        assertThat(shop.api().writes())
                .containsExactly("update deployments " + COPY, "update deployments checkout-canary");
        assertThat(shop.deployment(COPY).getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void deletingTheCanaryDeletesTheCopyToo() {
        Map<String, Object> before = shop.mine();
        ClaimRecord claim = released(Separation.OWN_SERVICE, 1);
        workload.deleteCanary(claim);
        shop.pass(Duration.ofMinutes(1));
        assertThat(workload.observe(claim).baseline()).isEmpty();
        assertThat(shop.mine()).isEqualTo(before);
    }

    @Test
    void aReleaseWithoutACopyLeavesADeploymentOfThatNameAlone() {
        released(Separation.OWN_SERVICE, 1);
        ClaimRecord other = shop.claim(Separation.OWN_SERVICE);
        shop.api().calls();
        workload.deleteCanary(other);
        assertThat(shop.api().writes()).noneMatch(write -> write.contains(COPY));
        assertThat(workload.observe(other).baseline().map(CanaryState::pods)).isEmpty();
    }

    @Test
    void aDeploymentOfThatNameThatIsNotOursIsRefusedBeforeAndAfterTheStart() {
        shop.put(Kind.DEPLOYMENT, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: checkout-baseline}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: other}}
                  template: {metadata: {labels: {app: other}}, spec: {containers: [{name: a, image: 'a:1'}]}}
                """);
        assertThat(problems(Separation.OWN_SERVICE))
                .containsExactly("workload: Deployment checkout-baseline exists already and belongs to something else;"
                        + " rename it, because the release needs that name");
        assertThatThrownBy(() -> released(Separation.OWN_SERVICE, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Deployment checkout-baseline does not belong to release r-1");
    }

    @Test
    void whereOnlyAnAddedLabelTellsTheCopyApartAnAutoscalerOfStableIsInTheWay() {
        assertThat(problems(Separation.OWN_SERVICE)).isEmpty();
        assertThat(problems(Separation.SHARED_SERVICE))
                .singleElement()
                .asString()
                .contains("HorizontalPodAutoscaler checkout would count the pods of stable's copy as stable's");
    }

    @Test
    void theQuotaMustDoForBoth() {
        shop.put(OtherKinds.RESOURCE_QUOTA, """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: team}
                spec: {hard: {pods: "10"}}
                status: {hard: {pods: "10"}, used: {pods: "7"}}
                """);
        RoutePlan route = new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE);
        assertThat(workload.inspect(Shop.NEW_IMAGE, route, 2).problems()).isEmpty();
        assertThat(workload.inspectBaseline(Shop.NEW_IMAGE, route, 2).problems())
                .containsExactly(
                        "capacity: ResourceQuota team leaves 3 of pods, and 2 canary pods and as many of stable's"
                                + " copy need 4");
    }

    private List<String> problems(Separation separation) {
        RoutePlan route = new RoutePlan(separation, List.of("checkout"), Originals.NONE);
        return workload.inspectBaseline(Shop.NEW_IMAGE, route, 1).problems();
    }

    private ClaimRecord released(Separation separation, int replicas) {
        ClaimRecord claim = shop.claim(separation).on(WITH_COPY);
        workload.createCanary(claim, Shop.NEW_IMAGE, replicas);
        shop.pass(Duration.ofMinutes(1));
        shop.api().calls();
        return claim;
    }
}
