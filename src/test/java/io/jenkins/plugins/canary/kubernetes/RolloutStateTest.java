package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;

class RolloutStateTest {
    private static final String WHOLE = "observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: 3";

    @Test
    void allPodsMustBeNewReadyAndTheOnlyOnes() {
        assertThat(RolloutState.isWhole(deployment(WHOLE))).isTrue();
        assertThat(RolloutState.isWhole(deployment(WHOLE.replace("updatedReplicas: 3", "updatedReplicas: 2"))))
                .isFalse();
        assertThat(RolloutState.isWhole(deployment(WHOLE.replace("readyReplicas: 3", "readyReplicas: 2"))))
                .isFalse();
        assertThat(RolloutState.isWhole(deployment(WHOLE.replace(" replicas: 3", " replicas: 4"))))
                .isFalse();
    }

    @Test
    void aStatusOfTheTemplateBeforeSaysNothing() {
        String before = WHOLE.replace("observedGeneration: 2", "observedGeneration: 1");
        assertThat(RolloutState.isWhole(deployment(before))).isFalse();
        assertThat(
                        RolloutState.trouble(
                                deployment(
                                        before
                                                + ", conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: m}]")))
                .isEmpty();
    }

    @Test
    void aRolloutThatTheClusterGaveUpIsTrouble() {
        assertThat(
                        RolloutState.trouble(
                                deployment(
                                        WHOLE
                                                + ", conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: has timed out}]")))
                .contains("Deployment a: ProgressDeadlineExceeded: has timed out");
    }

    @Test
    void podsThatCannotBeCreatedAreAFailure() {
        assertThat(
                        RolloutState.failure(
                                deployment(
                                        WHOLE
                                                + ", conditions: [{type: ReplicaFailure, status: 'True', reason: FailedCreate, message: exceeded quota}]")))
                .contains("Deployment a: FailedCreate: exceeded quota");
    }

    private static Deployment deployment(String status) {
        return Yaml.read(
                "{metadata: {name: a, generation: 2}, spec: {replicas: 3}, status: {" + status + "}}",
                Deployment.class);
    }
}
