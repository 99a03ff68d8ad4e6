package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private final Shop shop = Shop.open(
            Scenery.checkout(Shop.NAMESPACE), OtherKinds.ARGO_ROLLOUT.get(0), OtherKinds.FLAGGER_CANARY.get(0));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aHealthyDeploymentHasNoProblemsAndNothingIsWritten() {
        assertThat(problems(Separation.OWN_SERVICE)).isEmpty();
        assertThat(problems(Separation.SHARED_SERVICE)).isEmpty();
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aMissingWorkloadIsRefusedByName() {
        assertThatThrownBy(
                        () -> shop.workload("cart").inspect(Shop.NEW_IMAGE, route(Separation.OWN_SERVICE, "cart"), 1))
                .isInstanceOf(RefusedException.class)
                .hasMessage("workload: there is no Deployment cart in namespace shop");
        assertThatThrownBy(() -> shop.workload("cart").originals(Changes.NONE)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aPausedDeploymentIsNamed() {
        shop.change(found -> new DeploymentBuilder(found)
                .editSpec()
                .withPaused(true)
                .endSpec()
                .build());
        assertThat(problems(Separation.OWN_SERVICE))
                .anySatisfy(problem -> assertThat(problem).contains("is paused"));
    }

    @Test
    void aDeploymentThatForgetsItsVersionsIsNamed() {
        shop.change(found -> new DeploymentBuilder(found)
                .editSpec()
                .withRevisionHistoryLimit(0)
                .endSpec()
                .build());
        assertThat(problems(Separation.OWN_SERVICE))
                .anySatisfy(problem -> assertThat(problem).contains("revisionHistoryLimit: 0"));
    }

    @Test
    void aDeploymentThatIsNotWholeIsNamedWithItsNumbers() {
        shop.change(found -> new DeploymentBuilder(found)
                .editSpec()
                .withReplicas(5)
                .endSpec()
                .build());
        assertThat(problems(Separation.OWN_SERVICE))
                .singleElement()
                .asString()
                .contains("is not whole: of 5 replicas 3 have its template and 3 are ready");
    }

    @Test
    void aDeploymentWithoutReplicasIsNamed() {
        shop.change(found -> new DeploymentBuilder(found)
                .editSpec()
                .withReplicas(0)
                .endSpec()
                .build());
        assertThat(problems(Separation.OWN_SERVICE)).singleElement().asString().contains("has 0 replicas");
    }

    @Test
    void anImageThatRunsAlreadyChangesNothing() {
        assertThat(problems(
                        shop.workload(),
                        Changes.image(Scenery.STABLE_IMAGE),
                        route(Separation.OWN_SERVICE, "checkout")))
                .singleElement()
                .asString()
                .isEqualTo("nothing would change: checkout already runs " + Scenery.STABLE_IMAGE);
    }

    @Test
    void anotherToolThatReleasesTheWorkloadIsNamed() {
        shop.put(
                OtherKinds.FLAGGER_CANARY.get(0),
                "apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: {name: co}\n"
                        + "spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}}");
        shop.put(
                OtherKinds.ARGO_ROLLOUT.get(0),
                "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: ro}\n"
                        + "spec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}}");
        assertThat(problems(Separation.OWN_SERVICE))
                .anySatisfy(problem -> assertThat(problem).contains("released by Flagger Canary co"))
                .anySatisfy(problem -> assertThat(problem).contains("released by Argo Rollout ro"));
    }

    @Test
    void aDeploymentThatFlaggerOwnsIsNamed() {
        shop.change(found -> new DeploymentBuilder(found)
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion("flagger.app/v1beta1")
                .withKind("Canary")
                .withName("co")
                .withUid("u")
                .endOwnerReference()
                .endMetadata()
                .build());
        assertThat(problems(Separation.OWN_SERVICE))
                .singleElement()
                .asString()
                .contains("released by Canary co (flagger.app/v1beta1)");
    }

    @Test
    void namesThatTheCanaryNeedsAndSomethingElseHasAreNamed() {
        shop.put(
                Kind.SERVICE,
                "apiVersion: v1\nkind: Service\nmetadata: {name: checkout-canary}\nspec: {selector: {app: x}}");
        Deployment other = new DeploymentBuilder(shop.deployment("checkout"))
                .withNewMetadata()
                .withName("checkout-canary")
                .addToLabels(CanaryNames.RELEASE, "r-0")
                .endMetadata()
                .build();
        shop.cluster().put(Kind.DEPLOYMENT, Shop.NAMESPACE, other);
        assertThat(problems(Separation.OWN_SERVICE))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("Service checkout-canary exists already and belongs to something else"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("Deployment checkout-canary exists already and was left by release r-0"));
    }

    @Test
    void servicesThatShareNoLabelLeaveNoneToTellTheCanaryBy() {
        shop.put(
                Kind.SERVICE,
                "apiVersion: v1\nkind: Service\nmetadata: {name: versioned}\nspec: {selector: {version: v1}}");
        assertThat(problems(Separation.OWN_SERVICE))
                .singleElement()
                .asString()
                .contains("no label tells the canary's pods from stable's")
                .contains("checkout {app=checkout}", "versioned {version=v1}");
    }

    @Test
    void equalSelectorsAreRefusedWhereAnAutoscalerOrABudgetWouldCountTheCanary() {
        cart();
        assertThat(problems(shop.workload("cart"), Changes.image("cart:2"), route(Separation.SHARED_SERVICE, "cart")))
                .isEmpty();
        shop.put(
                OtherKinds.AUTOSCALER.get(0),
                "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: scaler}\n"
                        + "spec: {scaleTargetRef: {kind: Deployment, name: cart}, minReplicas: 1, maxReplicas: 3}");
        shop.put(
                OtherKinds.DISRUPTION_BUDGET.get(0),
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: budget}\n"
                        + "spec: {minAvailable: 1, selector: {matchLabels: {app: cart}}}");
        assertThat(problems(shop.workload("cart"), Changes.image("cart:2"), route(Separation.SHARED_SERVICE, "cart")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("HorizontalPodAutoscaler scaler would count"))
                .anySatisfy(problem -> assertThat(problem).contains("PodDisruptionBudget budget would count"));
        assertThat(problems(shop.workload("cart"), Changes.image("cart:2"), route(Separation.OWN_SERVICE, "cart")))
                .isEmpty();
    }

    @Test
    void severalProblemsAreToldAtOnce() {
        shop.change(found -> new DeploymentBuilder(found)
                .editSpec()
                .withPaused(true)
                .withRevisionHistoryLimit(0)
                .endSpec()
                .build());
        assertThat(problems(Separation.OWN_SERVICE)).hasSizeGreaterThanOrEqualTo(2);
    }

    /** A Deployment and a Service that select on the same label. */
    private void cart() {
        shop.put(
                Kind.SERVICE,
                "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {selector: {app: cart}, ports: [{port: 80}]}");
        shop.put(Kind.DEPLOYMENT, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: cart}}
                  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
                  template:
                    metadata: {labels: {app: cart}}
                    spec: {containers: [{name: cart, image: 'cart:1'}]}
                """);
        shop.pass(Duration.ofMinutes(1));
    }

    private List<String> problems(Separation separation) {
        return problems(shop.workload(), Shop.NEW_IMAGE, route(separation, "checkout"));
    }

    private static List<String> problems(DeploymentWorkload workload, Changes changes, RoutePlan route) {
        return workload.inspect(changes, route, 1).problems();
    }

    private static RoutePlan route(Separation separation, String service) {
        return new RoutePlan(separation, List.of(service), Originals.NONE);
    }
}
