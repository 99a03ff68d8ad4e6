package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request for {@code GET /checkout}, with what it carries.
 *
 * @param headers by their names in lower case
 */
public record Request(Map<String, String> headers) {
    /** One that carries nothing. */
    public static final Request PLAIN = new Request(Map.of());

    private static final String COOKIE = "cookie";

    /** Copies the headers. */
    public Request {
        headers = Map.copyOf(headers);
    }

    /** The same with one more header. */
    public Request with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new Request(more);
    }

    /** A header, if it is there. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The value of a cookie, if it is there. */
    Optional<String> cookie(String name) {
        return header(COOKIE).stream()
                .flatMap(cookies -> Arrays.stream(cookies.split(";\\s*")))
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }

    /** Whether a header has exactly that value, or one that an expression fits as a whole; what is not asked for does not count. */
    boolean fits(String name, JsonNode exact, JsonNode expression) {
        return header(name)
                .filter(value -> exact.isMissingNode() || value.equals(exact.asText()))
                .filter(value -> expression.isMissingNode() || value.matches(expression.asText()))
                .isPresent();
    }
}
