package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.cli.SimulatedSurroundings.Said;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens to a release besides going up weight by weight. */
class WholeLifeTest extends InShop {
    @Test
    void aPromotionIsUndoneFromAnotherMachine() {
        assertThat(world.release("run").code()).isZero();
        assertThat(image()).isEqualTo(Scenery.CANARY_IMAGE);
        Said undone = undo();
        assertThat(undone.code()).as(undone.out() + undone.err()).isZero();
        assertThat(undone.out()).contains("ROLLED_BACK: the promotion was undone: rolled back on the command line");
        assertThat(image()).isEqualTo(Scenery.STABLE_IMAGE);
        assertThat(simulation.lostRequests()).isZero();
        assertThat(undo().out()).contains("there is no promotion to undo");
    }

    @Test
    void aPromotionIsNotUndoneAfterItsWindow() {
        world.release("run");
        simulation.advanceTo(simulation.clock().instant().plus(Duration.ofHours(1)));
        Said refused = undo();
        assertThat(refused.code()).isEqualTo(64);
        assertThat(refused.err()).contains("could be undone until ");
        assertThat(image()).isEqualTo(Scenery.CANARY_IMAGE);
    }

    @Test
    void whatManagesTheWorkloadPromotesItWhenTheFileSaysWhatTo() {
        world.write("canary.yaml", simulation.exampleSpecYaml() + "promote: external\npromoteDeadline: 3h\n");
        Path promotion = folder.resolve("promotion.json");
        world.after(Duration.ofMinutes(120), () -> {
            assertThat(promotion)
                    .content()
                    .contains("\"target\" : \"simulation/shop/checkout\"", "\"checkout\" : \"" + Scenery.CANARY_IMAGE);
            promoteByAnotherHand();
        });
        Said said = world.release("run", "--promotion", promotion.toString());
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .containsSubsequence(
                        "To promote, set the image of container checkout to " + Scenery.CANARY_IMAGE, "PROMOTED: ");
        assertThat(simulation.lostRequests()).isZero();
    }

    private void promoteByAnotherHand() {
        Deployment stable =
                simulation.cluster().find(Kind.DEPLOYMENT, "shop", "checkout").orElseThrow();
        stable.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(Scenery.CANARY_IMAGE);
        simulation.cluster().put(Kind.DEPLOYMENT, "shop", stable);
    }

    @Test
    void aNewerReleaseSupersedesTheOneThatWasLeftOpen() {
        world.release("deploy");
        world.write("canary.yaml", simulation.exampleSpecYaml() + "onOpenRelease: supersede\n");
        Said said = world.run(
                "run",
                folder.resolve("canary.yaml").toString(),
                "--source",
                "prometheus=" + simulation.prometheusUrl(),
                "--journal",
                folder.resolve("second.jsonl").toString());
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .containsSubsequence("Taking release ", "superseded", "5 %", "25 %", "50 %", "PROMOTED: ");
        assertThat(simulation.lostRequests()).isZero();
    }

    @Test
    void whereTheShareOfPodsIsTheShareOfTrafficAPodIsKeptToo() {
        move(Scenario.named("errors"), Scenery.checkout("shop").routed(Routing.REPLICAS));
        world.write("canary.yaml", simulation.exampleSpecYaml() + "keepForensics: 30m\n");
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.out()).containsPattern("Pod checkout-canary-[-a-z0-9]+ is kept for people to look at");
        assertThat(simulation.cluster().list(Kind.POD, "shop"))
                .filteredOn(pod -> pod.getMetadata().getLabels().containsKey(CanaryNames.FORENSICS))
                .hasSize(1);
        assertThat(simulation.lostRequests()).isZero();
    }

    private Said undo() {
        return world.run("rollback", "--undo", "--namespace", "shop", "--workload", "checkout");
    }
}
