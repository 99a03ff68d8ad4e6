package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PodStatesTest {
    @Test
    void aPodIsReadySinceItsConditionSaysSo() {
        assertThat(PodStates.readySince(
                        pod("conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-03-01T10:00:00Z'}]")))
                .contains(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(PodStates.readySince(pod(
                        "conditions: [{type: Ready, status: 'False', lastTransitionTime: '2026-03-01T10:00:00Z'}]")))
                .isEmpty();
        assertThat(PodStates.readySince(pod("phase: Pending"))).isEmpty();
    }

    @Test
    void restartsOfAllContainersCount() {
        assertThat(
                        PodStates.restarts(
                                pod(
                                        "{initContainerStatuses: [{name: i, restartCount: 1}], containerStatuses: [{name: a, restartCount: 2}, {name: b, restartCount: 3}]}")))
                .isEqualTo(6);
    }

    @Test
    void aPodThatFitsOnNoNodeIsInTrouble() {
        assertThat(
                        PodStates.trouble(
                                pod(
                                        "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: '0/3 nodes are available'}]")))
                .contains("pod p: Unschedulable: 0/3 nodes are available");
    }

    @Test
    void aCrashLoopIsInTroubleWithItsExitCode() {
        assertThat(PodStates.trouble(pod(
                        "containerStatuses: [{name: a, state: {waiting: {reason: CrashLoopBackOff, message: back-off}},"
                                + " lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]")))
                .contains(
                        "pod p: container a: CrashLoopBackOff: back-off; it last ended with exit code 137 (OOMKilled)");
    }

    @Test
    void aContainerThatIsBeingCreatedIsNotInTrouble() {
        assertThat(PodStates.trouble(
                        pod("containerStatuses: [{name: a, state: {waiting: {reason: ContainerCreating}}}]")))
                .isEmpty();
    }

    @Test
    void hostileMessagesAreCutToOneLine() {
        String message = "x".repeat(5_000) + "\\n\\e[31mred";
        assertThat(PodStates.trouble(
                        pod("containerStatuses: [{name: a, state: {waiting: {reason: ErrImagePull, message: \""
                                + message + "\"}}}]")))
                .get()
                .asString()
                .hasSizeLessThan(400)
                .doesNotContain("\n", "\u001b");
    }

    @Test
    void aPodOnItsWayOutIsNotLive() {
        assertThat(PodStates.isLive(pod("phase: Running"))).isTrue();
        assertThat(PodStates.isLive(pod("phase: Failed"))).isFalse();
        Pod leaving = pod("phase: Running");
        leaving.getMetadata().setDeletionTimestamp("2026-03-01T10:00:00Z");
        assertThat(PodStates.isLive(leaving)).isFalse();
    }

    private static Pod pod(String status) {
        String block = status.startsWith("{") ? status : "{" + status + "}";
        return Yaml.read(
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: 'a:1'}]}, status: "
                        + block + "}",
                Pod.class);
    }
}
