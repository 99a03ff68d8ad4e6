package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.cli.InProcess;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Totals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A namespace in which a service lives, with users, an autoscaler, a disruption budget and a network policy. */
final class Shop implements AutoCloseable {
    private final Lab lab;
    private final Premises premises;
    private final Routing routing;
    private final Inventory inventory;
    private final Map<String, String> routesBefore;
    private final Map<String, String> bystandersBefore;
    private final String templateBefore;

    /** A shop whose pods all run. */
    Shop(Lab lab, Routing routing, Scenario scenario) {
        this.lab = lab;
        this.routing = routing;
        this.premises = new Premises(lab, "deployment");
        this.inventory = new Inventory(lab, premises.namespace(), routing);
        lab.create(Furniture.yaml(namespace(), routing, inventory.budgetVersion(), Premises.REPLICAS));
        premises.open(
                scenario, () -> readyReplicas() == Premises.REPLICAS && inventory.budgetExpects() == Premises.REPLICAS);
        this.routesBefore = inventory.routes();
        this.bystandersBefore = inventory.bystanders();
        this.templateBefore = inventory.template();
    }

    /** What stands in it. */
    Inventory inventory() {
        return inventory;
    }

    String namespace() {
        return premises.namespace();
    }

    /** Begins a release of the new version. */
    Command run() {
        return run("", lab.prometheusUrl());
    }

    /** Begins a release with more in its specification, once the Prometheus knows the shop. */
    Command run(String more, String prometheus) {
        List<Integer> weights = List.of(routing == Routing.REPLICAS ? 20 : 10, 50);
        return premises.run(premises.spec(Scenery.CANARY_IMAGE, routing.traffic(), weights, more), prometheus);
    }

    /**
     * Releases the new version, judged by these metrics alone, with the exporters that a preset is made for.
     *
     * @param minDuration the time that nothing passes before
     * @param wasteful whether its pods suffer although they answer well
     */
    InProcess.Ended judgedBy(String metrics, String preset, String minDuration, boolean wasteful) {
        lab.users().export(namespace(), new Exporters(preset, namespace(), wasteful));
        return premises.runHere(
                premises.spec(
                        Scenery.CANARY_IMAGE, routing.traffic(), List.of(20), metrics, minDuration, "history: 1m"),
                lab.prometheusUrl());
    }

    /** Takes back whatever stands, knowing nothing but the names. */
    Command rollback() {
        return premises.rollback();
    }

    /** The phase that the claim tells; empty without a claim. */
    String phase() {
        return premises.phase();
    }

    /** The part of the traffic that the new version gets at this moment, whatever its pods are called. */
    double canaryShare() {
        Set<String> renewed = lab.cluster().view(Kind.POD, namespace()).stream()
                .filter(pod -> pod.getSpec().getContainers().get(0).getImage().equals(Scenery.CANARY_IMAGE))
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
        return premises.traffic().toward(renewed);
    }

    Totals totals() {
        return premises.totals();
    }

    private int readyReplicas() {
        return deployment().getStatus().getReadyReplicas();
    }

    private Deployment deployment() {
        return lab.client()
                .apps()
                .deployments()
                .inNamespace(namespace())
                .withName(Scenery.NAME)
                .get();
    }

    /** The image that stable runs. */
    String image() {
        return deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    /** Stable is what it was, has all traffic, and nothing is left of a canary. */
    void isAsItWas() {
        assertThat(inventory.template()).as("stable's template").isEqualTo(templateBefore);
        Premises.await("stable is whole").until(() -> readyReplicas() == Premises.REPLICAS && canaryShare() == 0);
        nothingIsLeft();
    }

    /** Stable, whatever it is, has all traffic, and nothing is left of a canary. */
    void nothingIsLeft() {
        Premises.await("what was deleted is gone")
                .untilAsserted(() -> assertThat(inventory.canaryObjects()).isEmpty());
        assertThat(inventory.routes()).isEqualTo(routesBefore);
        assertThat(inventory.bystanders()).isEqualTo(bystandersBefore);
        Premises.await("the proxies have heard that stable's pods have all traffic")
                .until(() ->
                        premises.traffic().lost() == 0 && premises.traffic().toward(inventory.stablePods()) == 1);
    }

    @Override
    public void close() {
        premises.close();
    }
}
