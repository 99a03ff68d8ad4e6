package io.jenkins.plugins.canary.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Backends of an HTTPRoute: a filter {@code ResponseHeaderModifier}, of which there may be one only.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httpheaderfilter">Gateway API: HTTPHeaderFilter</a>
 */
record GatewayAnswers() implements CookieRoutes.Answers {
    private static final String FILTERS = "filters";
    private static final String TYPE = "ResponseHeaderModifier";
    private static final String MODIFIER = "responseHeaderModifier";
    private static final String ADD = "add";
    private static final String SET_COOKIE = "Set-Cookie";

    @Override
    public boolean setsCookie(Map<String, Object> entry) {
        return Fields.list(entry, FILTERS).stream()
                .map(filter -> Fields.in(filter, MODIFIER))
                .anyMatch(headers -> headers.values().stream()
                        .filter(List.class::isInstance)
                        .flatMap(list -> ((List<?>) list).stream())
                        .anyMatch(header -> isCookie(Fields.of(header).getOrDefault("name", header))));
    }

    @Override
    public Map<String, Object> setting(String cookie, Map<String, Object> entry) {
        List<Map<String, Object>> filters = new ArrayList<>(Fields.list(entry, FILTERS));
        Optional<Map<String, Object>> there = filters.stream()
                .filter(filter -> TYPE.equals(filter.get("type")))
                .findFirst();
        Map<String, Object> headers =
                there.map(filter -> Fields.in(filter, MODIFIER)).orElse(Map.of());
        List<Map<String, Object>> added = new ArrayList<>(Fields.list(headers, ADD));
        added.add(Fields.with(Map.of("name", SET_COOKIE), "value", cookie));
        Map<String, Object> next = Fields.with(
                there.orElse(Map.of("type", TYPE)), MODIFIER, Fields.with(headers, ADD, List.copyOf(added)));
        if (there.isPresent()) {
            filters.set(filters.indexOf(there.get()), next);
        } else {
            filters.add(next);
        }
        return Fields.with(entry, FILTERS, List.copyOf(filters));
    }

    @Override
    public Map<String, Object> withoutSetting(String name, Map<String, Object> entry) {
        List<Map<String, Object>> found = Fields.list(entry, FILTERS);
        List<Map<String, Object>> filters = found.stream()
                .map(filter -> without(name, filter))
                .flatMap(Optional::stream)
                .toList();
        if (filters.equals(found)) {
            return entry;
        }
        return filters.isEmpty() ? Fields.without(entry, FILTERS) : Fields.with(entry, FILTERS, filters);
    }

    private static Optional<Map<String, Object>> without(String name, Map<String, Object> filter) {
        Map<String, Object> headers = Fields.in(filter, MODIFIER);
        List<Map<String, Object>> found = Fields.list(headers, ADD);
        List<Map<String, Object>> added =
                found.stream().filter(header -> !sets(name, header)).toList();
        if (added.equals(found)) {
            return Optional.of(filter);
        }
        Map<String, Object> rest = added.isEmpty() ? Fields.without(headers, ADD) : Fields.with(headers, ADD, added);
        return rest.isEmpty() ? Optional.empty() : Optional.of(Fields.with(filter, MODIFIER, rest));
    }

    private static boolean sets(String name, Map<String, Object> header) {
        return isCookie(header.get("name"))
                && Fields.text(header, "value")
                        .filter(value -> value.startsWith(name + "="))
                        .isPresent();
    }

    private static boolean isCookie(Object name) {
        return name instanceof String text && SET_COOKIE.equalsIgnoreCase(text);
    }
}
