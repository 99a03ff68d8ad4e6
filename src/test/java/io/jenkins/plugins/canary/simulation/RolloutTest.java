package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.jenkins.plugins.canary.simulation.Rollout.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final Part NONE = new Part(0, 0);

    @Test
    void percentagesRoundSurgeUpAndUnavailableDown() {
        assertThat(Rollout.of(spec(3, "RollingUpdate", null, null))).isEqualTo(new Rollout(3, 1, 0));
        assertThat(Rollout.of(spec(4, "RollingUpdate", null, null))).isEqualTo(new Rollout(4, 1, 1));
        assertThat(Rollout.of(spec(10, "RollingUpdate", "50%", "30%"))).isEqualTo(new Rollout(10, 5, 3));
        assertThat(Rollout.of(spec(10, "RollingUpdate", "0%", "0%"))).isEqualTo(new Rollout(10, 0, 1));
        assertThat(Rollout.of(spec(10, "Recreate", null, null))).isEqualTo(new Rollout(10, 0, 10));
    }

    @Test
    void theNewestMayFillTheSurge() {
        assertThat(new Rollout(3, 1, 0).newest(NONE, List.of(new Part(3, 3)))).isEqualTo(1);
        assertThat(new Rollout(3, 1, 0).newest(new Part(1, 0), List.of(new Part(3, 3))))
                .isEqualTo(1);
        assertThat(new Rollout(3, 1, 0).newest(NONE, List.of())).isEqualTo(3);
        assertThat(new Rollout(3, 1, 0).newest(new Part(5, 5), List.of())).isEqualTo(3);
    }

    @Test
    void anOldPodGoesOnlyWhenANewOneIsAvailable() {
        assertThat(new Rollout(3, 1, 0).older(new Part(1, 0), List.of(new Part(3, 3))))
                .containsExactly(3);
        assertThat(new Rollout(3, 1, 0).older(new Part(1, 1), List.of(new Part(3, 3))))
                .containsExactly(2);
    }

    @Test
    void oldPodsThatServeNobodyGoFirst() {
        assertThat(new Rollout(3, 1, 0).older(new Part(1, 1), List.of(new Part(1, 1), new Part(3, 2))))
                .containsExactly(0, 2);
    }

    @Test
    void recreateTakesAllOldPodsBeforeItAddsNewOnes() {
        Rollout recreate = new Rollout(3, 0, 3);

        assertThat(recreate.newest(NONE, List.of(new Part(3, 3)))).isZero();
        assertThat(recreate.older(NONE, List.of(new Part(3, 3)))).containsExactly(0);
        assertThat(recreate.newest(NONE, List.of(NONE))).isEqualTo(3);
    }

    private static DeploymentSpec spec(int replicas, String type, String surge, String unavailable) {
        return new DeploymentSpecBuilder()
                .withReplicas(replicas)
                .withNewStrategy()
                .withType(type)
                .withNewRollingUpdate()
                .withMaxSurge(surge == null ? null : new IntOrString(surge))
                .withMaxUnavailable(unavailable == null ? null : new IntOrString(unavailable))
                .endRollingUpdate()
                .endStrategy()
                .build();
    }
}
