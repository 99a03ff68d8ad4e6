package io.jenkins.plugins.canary.traffic;

import java.util.Map;

/**
 * Destinations of a VirtualService's HTTP routes: {@code headers.response.add}.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers">Istio: Headers</a>
 */
record IstioAnswers() implements CookieRoutes.Answers {
    private static final String HEADERS = "headers";
    private static final String RESPONSE = "response";
    private static final String ADD = "add";
    private static final String SET_COOKIE = "Set-Cookie";

    @Override
    public boolean setsCookie(Map<String, Object> entry) {
        return Fields.in(Fields.in(entry, HEADERS), RESPONSE).values().stream()
                .flatMap(headers -> Fields.of(headers).keySet().stream())
                .anyMatch(SET_COOKIE::equalsIgnoreCase);
    }

    @Override
    public Map<String, Object> setting(String cookie, Map<String, Object> entry) {
        Map<String, Object> headers = Fields.in(entry, HEADERS);
        Map<String, Object> response = Fields.in(headers, RESPONSE);
        Map<String, Object> added = Fields.with(Fields.in(response, ADD), SET_COOKIE, cookie);
        return Fields.with(entry, HEADERS, Fields.with(headers, RESPONSE, Fields.with(response, ADD, added)));
    }

    @Override
    public Map<String, Object> withoutSetting(String name, Map<String, Object> entry) {
        Map<String, Object> headers = Fields.in(entry, HEADERS);
        Map<String, Object> response = Fields.in(headers, RESPONSE);
        Map<String, Object> added = Fields.in(response, ADD);
        boolean ours = Fields.text(added, SET_COOKIE)
                .filter(value -> value.startsWith(name + "="))
                .isPresent();
        return ours
                ? with(entry, HEADERS, with(headers, RESPONSE, with(response, ADD, Fields.without(added, SET_COOKIE))))
                : entry;
    }

    /** What became empty by taking the cookie out was made for it. */
    private static Map<String, Object> with(Map<String, Object> object, String name, Map<String, Object> value) {
        return value.isEmpty() ? Fields.without(object, name) : Fields.with(object, name, value);
    }
}
