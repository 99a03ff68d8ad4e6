package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Separation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void whatTheClusterSaysOfAPodIsToldLatestFirst() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        String pod = shop.pods(CanaryNames.TRACK, "canary").get(0).getMetadata().getName();
        event("e1", pod, "Scheduled", "assigned", "2026-03-01T10:01:00Z");
        event("e2", pod, "BackOff", "Back-off restarting", "2026-03-01T10:02:00Z");
        event("e3", "another", "BackOff", "not ours", "2026-03-01T10:03:00Z");
        List<String> lines = shop.workload().evidence(claim);
        assertThat(lines)
                .containsSubsequence(
                        "pod " + pod + ": Running, ready, 0 restarts",
                        "pod " + pod + ": event BackOff: Back-off restarting (4 times)",
                        "pod " + pod + ": event Scheduled: assigned (4 times)")
                .noneSatisfy(line -> assertThat(line).contains("not ours"));
    }

    @Test
    void whatMayNotBeReadIsLeftOut() {
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        shop.cluster().deny("list", "events");
        shop.cluster().deny("get", "pods/log");
        assertThat(shop.workload().evidence(claim)).singleElement().asString().contains("Running, ready");
    }

    @Test
    void manyPodsAreToldOfInFewLinesThoseInTroubleFirst() {
        shop.cluster().behave(Scenery.CANARY_IMAGE, ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.CRASHES));
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 8);
        List<String> lines = shop.workload().evidence(claim);
        assertThat(lines).hasSizeLessThan(80).last().isEqualTo("and 3 pods more");
        assertThat(lines.get(0)).contains("not ready");
    }

    private void event(String name, String pod, String reason, String message, String time) {
        shop.put(OtherKinds.EVENT, """
                apiVersion: v1
                kind: Event
                metadata: {name: %s}
                involvedObject: {kind: Pod, name: %s}
                reason: %s
                message: %s
                count: 4
                lastTimestamp: "%s"
                """.formatted(name, pod, reason, message, time));
    }
}
