package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * HTTP routes of a VirtualService: one more header in each {@code match}, and the field {@code mirror}.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest">Istio:
 *     HTTPMatchRequest</a>
 */
record IstioSelection() implements Selection {
    private static final String HEADERS = "headers";
    private static final String MATCH = "match";
    private static final String MIRROR = "mirror";
    private static final String PERCENTAGE = "mirrorPercentage";
    private static final List<String> MIRRORS = List.of(MIRROR, "mirrors", PERCENTAGE, "mirrorPercent");

    @Override
    public Optional<String> obstacle(Map<String, Object> route, Exposure exposure) {
        boolean asksAlready = exposure.cohort()
                .map(cohort -> Fields.list(route, MATCH).stream()
                        .anyMatch(match -> Fields.in(match, HEADERS).containsKey(header(cohort))))
                .orElse(false);
        if (asksAlready) {
            return Optional.of("has a route to stable with a condition on the header "
                    + exposure.cohort().map(IstioSelection::header).orElseThrow());
        }
        return exposure.mirror() > 0 && MIRRORS.stream().anyMatch(route::containsKey)
                ? Optional.of("has a route to stable with a mirror of its own")
                : Optional.empty();
    }

    /** {@inheritDoc} Names of routes tell them apart, so the copy has one of its own. */
    @Override
    public Map<String, Object> heldTo(Cohort cohort, String role, Map<String, Object> route) {
        Map<String, Object> condition = Map.of(cohort.byExpression() ? "regex" : "exact", cohort.condition());
        List<Map<String, Object>> matches = Fields.list(route, MATCH);
        List<Map<String, Object>> held = (matches.isEmpty() ? List.of(Map.<String, Object>of()) : matches)
                .stream()
                        .map(match -> Fields.with(
                                match, HEADERS, Fields.with(Fields.in(match, HEADERS), header(cohort), condition)))
                        .toList();
        Map<String, Object> next = Fields.with(route, MATCH, held);
        return Fields.text(route, "name")
                .map(name -> Fields.with(next, "name", name + "-" + role))
                .orElse(next);
    }

    @Override
    public boolean asksFor(String cookie, Map<String, Object> route) {
        return Fields.list(route, MATCH).stream()
                .map(match -> Fields.in(Fields.in(match, HEADERS), "cookie"))
                .anyMatch(condition -> Cohort.isFor(cookie, condition.get("regex")));
    }

    @Override
    public Optional<CookieRoutes.Answers> answers() {
        return Optional.of(new IstioAnswers());
    }

    @Override
    public Map<String, Object> copying(Map<String, Object> route, Map<String, Object> canary, int percent) {
        return Fields.with(Fields.with(route, MIRROR, canary), PERCENTAGE, Map.of("value", percent));
    }

    @Override
    public boolean copies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
        return canary.test(Fields.in(route, MIRROR));
    }

    @Override
    public Map<String, Object> withoutCopies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
        return copies(route, canary) ? Fields.without(Fields.without(route, MIRROR), PERCENTAGE) : route;
    }

    /** Istio asks for lower case. */
    private static String header(Cohort cohort) {
        return cohort.header().toLowerCase(Locale.ROOT);
    }
}
