package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rules of an HTTPRoute or GRPCRoute: one more header in each of {@code matches}, and a filter {@code RequestMirror}. Of two rules
 * for the same path and method the one with more headers goes before, so the copy for a cohort does.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule">Gateway API: HTTPRouteRule</a>
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter">Gateway API: HTTPRequestMirrorFilter</a>
 */
record GatewaySelection() implements Selection {
    private static final String MATCHES = "matches";
    private static final String HEADERS = "headers";
    private static final String FILTERS = "filters";
    private static final String MIRROR = "requestMirror";
    private static final String BACKEND = "backendRef";
    private static final int ALL = 100;

    @Override
    public Optional<String> obstacle(Map<String, Object> route, Exposure exposure) {
        return exposure.cohort()
                .filter(cohort -> Fields.list(route, MATCHES).stream()
                        .flatMap(match -> Fields.list(match, HEADERS).stream())
                        .anyMatch(header -> Fields.text(header, "name")
                                .filter(cohort.header()::equalsIgnoreCase)
                                .isPresent()))
                .map(cohort -> "has a rule to stable with a condition on the header " + cohort.header());
    }

    /** {@inheritDoc} Names of rules and of sessions must be the only ones in a route, so the copy has none. */
    @Override
    public Map<String, Object> heldTo(Cohort cohort, String role, Map<String, Object> route) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", cohort.byExpression() ? "RegularExpression" : "Exact");
        condition.put("name", cohort.header());
        condition.put("value", cohort.condition());
        List<Map<String, Object>> matches = Fields.list(route, MATCHES);
        List<Map<String, Object>> held = (matches.isEmpty() ? List.of(Map.<String, Object>of()) : matches)
                .stream()
                        .map(match -> Fields.with(
                                match,
                                HEADERS,
                                Stream.concat(Fields.list(match, HEADERS).stream(), Stream.of(condition))
                                        .toList()))
                        .toList();
        Map<String, Object> session = Fields.in(route, "sessionPersistence");
        Map<String, Object> next = Fields.without(Fields.with(route, MATCHES, held), "name");
        return session.containsKey("sessionName")
                ? Fields.with(next, "sessionPersistence", Fields.without(session, "sessionName"))
                : next;
    }

    @Override
    public boolean asksFor(String cookie, Map<String, Object> route) {
        return Fields.list(route, MATCHES).stream()
                .flatMap(match -> Fields.list(match, HEADERS).stream())
                .anyMatch(header -> Cohort.isFor(cookie, header.get("value")));
    }

    @Override
    public Optional<CookieRoutes.Answers> answers() {
        return Optional.of(new GatewayAnswers());
    }

    @Override
    public Map<String, Object> copying(Map<String, Object> route, Map<String, Object> canary, int percent) {
        Map<String, Object> mirror = new LinkedHashMap<>(Map.of(BACKEND, canary));
        if (percent < ALL) {
            mirror.put("percent", percent);
        }
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("type", "RequestMirror");
        filter.put(MIRROR, mirror);
        List<Map<String, Object>> filters = new ArrayList<>(Fields.list(route, FILTERS));
        filters.add(filter);
        return Fields.with(route, FILTERS, filters);
    }

    @Override
    public boolean copies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
        return Fields.list(route, FILTERS).stream().anyMatch(filter -> isTo(canary, filter));
    }

    @Override
    public Map<String, Object> withoutCopies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
        if (!copies(route, canary)) {
            return route;
        }
        List<Map<String, Object>> others = Fields.list(route, FILTERS).stream()
                .filter(filter -> !isTo(canary, filter))
                .toList();
        return others.isEmpty() ? Fields.without(route, FILTERS) : Fields.with(route, FILTERS, others);
    }

    private static boolean isTo(Predicate<Map<String, Object>> canary, Map<String, Object> filter) {
        return canary.test(Fields.in(Fields.in(filter, MIRROR), BACKEND));
    }
}
