package io.jenkins.plugins.canary.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.run.PodLook;
import io.jenkins.plugins.canary.target.Pod;

/** How a canary's pods look, for the page. */
final class PodsJson {
    private PodsJson() {}

    /** Without {@code pods} if nobody has looked yet. */
    static ObjectNode of(PodLook.Seen seen) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        seen.at().ifPresent(at -> {
            json.put("at", at.toEpochMilli());
            ArrayNode pods = json.putArray("pods");
            seen.pods().forEach(pod -> pods.add(pod(pod)));
        });
        json.put("trouble", seen.trouble()).put("unknown", seen.unknown());
        ArrayNode lines = json.putArray("lines");
        seen.lines().forEach(lines::add);
        return json;
    }

    private static ObjectNode pod(Pod pod) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("name", pod.name()).put("restarts", pod.restarts());
        pod.readySince().ifPresent(since -> json.put("ready", since.toEpochMilli()));
        pod.images().forEach(json.putObject("images")::put);
        return json;
    }
}
