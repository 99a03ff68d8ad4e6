package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Where an AWS load balancer sends a plain request: by the first rule whose backend is an action, to that action's target groups.
 *
 * @see <a href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions">AWS Load
 *     Balancer Controller: actions</a>
 */
final class AlbIngresses {
    private static final String ANNOTATION = "alb.ingress.kubernetes.io/actions.";
    private static final WeightedList GROUPS =
            new WeightedList(group -> group.path("weight").asDouble(1), group -> group.path("serviceName")
                    .asText());

    private AlbIngresses() {}

    static Optional<List<TrafficMap.Share>> follow(Surroundings surroundings, String host) {
        return surroundings
                .objects(ServedKind.INGRESS)
                .flatMap(ingress -> Json.elements(ingress.at("/spec/rules"))
                        .filter(rule -> rule.path("host").asText().startsWith(host + "."))
                        .flatMap(rule -> Json.elements(rule.at("/http/paths")))
                        .filter(AlbIngresses::fits)
                        .map(path -> action(ingress, path)))
                .findFirst()
                .map(action -> split(action.path("forwardConfig"), surroundings));
    }

    private static List<TrafficMap.Share> split(JsonNode forward, Surroundings surroundings) {
        List<JsonNode> groups = Json.elements(forward.path("targetGroups")).toList();
        return forward.at("/targetGroupStickinessConfig/enabled").asBoolean()
                ? GROUPS.sticky("AWSALBTG", groups, surroundings)
                : GROUPS.shares(groups, surroundings);
    }

    private static boolean fits(JsonNode path) {
        return path.at("/backend/service/port/name").asText().equals("use-annotation")
                && TrafficMap.PATH.startsWith(path.path("path").asText("/"));
    }

    private static JsonNode action(JsonNode ingress, JsonNode path) {
        String name = path.at("/backend/service/name").asText();
        String text = ingress.path("metadata")
                .path("annotations")
                .path(ANNOTATION + name)
                .asText("{}");
        try {
            return Answers.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("annotation " + ANNOTATION + name + " is not JSON: " + text, e);
        }
    }
}
