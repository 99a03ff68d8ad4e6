package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Knative leads requests to a Service of its own, or to an InferenceService, of whose predictor KServe makes one. */
final class KnativeServices {
    private KnativeServices() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return surroundings
                .objects(ServedKind.KNATIVE_SERVICE)
                .filter(service -> Stream.of(host, host + "-predictor")
                        .anyMatch(service.at("/metadata/name").asText()::equals))
                .findFirst()
                .map(service -> Json.elements(service.at("/status/traffic"))
                        .filter(entry -> entry.path("percent").asInt() > 0)
                        .map(entry -> share(surroundings, entry))
                        .toList())
                .map(shares -> shares.isEmpty() ? TrafficMap.nowhere("no revision is ready yet") : shares);
    }

    private static TrafficMap.Share share(Surroundings surroundings, JsonNode entry) {
        String revision = entry.path("revisionName").asText();
        List<String> pods = surroundings.cluster().view(Kind.POD, surroundings.namespace()).stream()
                .filter(pod -> Room.selects(Map.of("serving.knative.dev/revision", revision), pod))
                .filter(pod -> PodLife.readySince(pod).isPresent())
                .map((Pod pod) -> pod.getMetadata().getName())
                .sorted()
                .toList();
        return new TrafficMap.Share(entry.path("percent").asInt() / 100.0, revision, pods);
    }
}
