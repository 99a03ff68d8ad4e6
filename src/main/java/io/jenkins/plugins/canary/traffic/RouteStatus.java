package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Acceptance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What controllers say of a route in its status. What they said of an earlier form of the object counts as not said yet. Pure.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus">Gateway API: RouteParentStatus</a>
 * @see <a href="https://projectcontour.io/docs/main/config/fundamentals/#status-reporting">Contour: status reporting</a>
 * @see <a href="https://istio.io/latest/docs/reference/config/config-status/">Istio: resource status</a>
 */
record RouteStatus(RouteObject route) {
    private static final String CONDITIONS = "conditions";
    private static final String OBSERVED = "observedGeneration";

    /** By {@code status.parents[]}: Accepted, and ResolvedRefs where it is told. */
    Acceptance byParents() {
        return worst(Fields.list(route.status(), "parents").stream()
                .flatMap(parent -> Stream.of(
                                condition(parent, who(parent), "Accepted")
                                        .or(() -> Optional.of(Acceptance.pending(unseen(who(parent))))),
                                condition(parent, who(parent), "ResolvedRefs"))
                        .flatMap(Optional::stream))
                .toList());
    }

    /** By {@code status.ingress[]}: Admitted. */
    Acceptance byIngress() {
        return worst(
                Fields.list(route.status(), "ingress").stream()
                        .flatMap(ingress -> condition(
                                ingress,
                                "router " + Fields.text(ingress, "routerName").orElse("(no name)"),
                                "Admitted")
                                .stream())
                        .toList());
    }

    /** By {@code status.currentStatus}: valid. */
    Acceptance byCurrentStatus() {
        Map<String, Object> status = route.status();
        return Fields.text(status, "currentStatus")
                .map(word -> {
                    boolean old = Fields.list(status, CONDITIONS).stream().anyMatch(this::isOld);
                    if (old || word.equals("NotReconciled")) {
                        return Acceptance.pending(unseen("Contour"));
                    }
                    return word.equals("valid")
                            ? Acceptance.ACCEPTED
                            : Acceptance.rejected("Contour says of " + route + ": " + word + ": "
                                    + Fields.text(status, "description").orElse("no reason"));
                })
                .orElse(Acceptance.UNTOLD);
    }

    /** By {@code status.validationMessages[]} of level ERROR; where Istio writes no status, nothing is told. */
    Acceptance byValidation() {
        Map<String, Object> status = route.status();
        Optional<Map<String, Object>> error = Fields.list(status, "validationMessages").stream()
                .filter(message -> Objects.equals(message.get("level"), "ERROR"))
                .findFirst();
        if (error.isEmpty() || isOld(status)) {
            return Acceptance.UNTOLD;
        }
        Map<String, Object> type = Fields.in(error.get(), "type");
        return Acceptance.rejected("Istio says of " + route + ": "
                + Fields.text(type, "code").orElse("error") + " "
                + Fields.text(type, "name")
                        .or(() -> Fields.text(error.get(), "documentationUrl"))
                        .orElse(""));
    }

    private Optional<Acceptance> condition(Map<String, Object> teller, String who, String type) {
        return Fields.list(teller, CONDITIONS).stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst()
                .map(condition -> acceptance(condition, who));
    }

    private Acceptance acceptance(Map<String, Object> condition, String who) {
        String status = Fields.text(condition, "status").orElse("Unknown");
        if (isOld(condition) || status.equals("Unknown")) {
            return Acceptance.pending(unseen(who));
        }
        return status.equals("True")
                ? Acceptance.ACCEPTED
                : Acceptance.rejected(who + " says of " + route + ": not " + condition.get("type") + " ("
                        + Fields.text(condition, "reason").orElse("no reason") + "): "
                        + Fields.text(condition, "message").orElse("no message"));
    }

    private String unseen(String who) {
        return who + " has not looked at " + route + " as it stands";
    }

    /** Controllers that tell no generation are believed. */
    private boolean isOld(Map<String, Object> told) {
        Object observed = told.get(OBSERVED);
        long seen = observed instanceof String text && text.matches("[0-9]{1,18}")
                ? Long.parseLong(text)
                : observed instanceof Number number ? number.longValue() : Long.MAX_VALUE;
        return seen < route.generation();
    }

    private static String who(Map<String, Object> parent) {
        Map<String, Object> ref = Fields.in(parent, "parentRef");
        return Fields.text(ref, "kind").orElse("Gateway") + " "
                + Fields.text(ref, "name").orElse("(no name)");
    }

    /** Who refuses counts for more than who waits, and that for more than who takes it. */
    private static Acceptance worst(List<Acceptance> told) {
        return Stream.of(Acceptance.State.REJECTED, Acceptance.State.PENDING, Acceptance.State.ACCEPTED)
                .flatMap(state -> told.stream().filter(one -> one.state() == state))
                .findFirst()
                .orElse(Acceptance.UNTOLD);
    }
}
