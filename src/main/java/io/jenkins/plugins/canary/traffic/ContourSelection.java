package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Routes of an HTTPProxy: one more condition on a header. Of two routes for the same path Contour asks the one with more of these
 * first. Copies of requests are not offered.
 *
 * @see <a href="https://projectcontour.io/docs/main/config/request-routing/#header-conditions">Contour: header conditions</a>
 */
record ContourSelection() implements Selection {
    private static final String CONDITIONS = "conditions";
    private static final String HEADER = "header";

    @Override
    public Optional<String> obstacle(Map<String, Object> route, Exposure exposure) {
        return exposure.cohort()
                .filter(cohort -> Fields.list(route, CONDITIONS).stream()
                        .flatMap(condition -> Fields.text(Fields.in(condition, HEADER), "name").stream())
                        .anyMatch(cohort.header()::equalsIgnoreCase))
                .map(cohort -> "has a route to stable with a condition on the header " + cohort.header());
    }

    @Override
    public Map<String, Object> heldTo(Cohort cohort, String role, Map<String, Object> route) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("name", cohort.header());
        header.put(cohort.byExpression() ? "regex" : "exact", cohort.condition());
        List<Map<String, Object>> conditions = new ArrayList<>(Fields.list(route, CONDITIONS));
        conditions.add(Map.of(HEADER, header));
        return Fields.with(route, CONDITIONS, conditions);
    }

    @Override
    public Map<String, Object> copying(Map<String, Object> route, Map<String, Object> canary, int percent) {
        throw new IllegalStateException("copies of requests are not offered here");
    }

    @Override
    public boolean copies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
        return false;
    }

    @Override
    public Map<String, Object> withoutCopies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
        return route;
    }
}
