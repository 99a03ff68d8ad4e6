package io.jenkins.plugins.canary.metrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A plain selector in its parts ("Time series selectors" of the Prometheus documentation, <i>Querying basics</i>).
 *
 * @param name of the series
 * @param matchers as they are written, such as {@code pod=~"a|b"}
 */
record Selector(String name, List<String> matchers) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*|");

    /** The parts of a text that is a plain selector; anything else is one name. */
    static Selector of(String text) {
        String whole = text.strip();
        int brace = whole.indexOf('{');
        return brace < 0 || !whole.endsWith("}")
                ? new Selector(whole, List.of())
                : new Selector(
                        whole.substring(0, brace).strip(), split(whole.substring(brace + 1, whole.length() - 1)));
    }

    private static List<String> split(String inside) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (quote == 0 && c == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
                continue;
            }
            part.append(c);
            if (quote != 0 && quote != '`' && c == '\\' && i + 1 < inside.length()) {
                part.append(inside.charAt(++i));
            } else if (quote == c) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
                quote = c;
            }
        }
        parts.add(part.toString().strip());
        return parts.stream().filter(one -> !one.isEmpty()).toList();
    }

    /** Whether it is a selector and nothing more: without an offset, a function or another selector. */
    boolean isPlain() {
        return NAME.matcher(name).matches();
    }

    /** The same with one more matcher. */
    String with(String matcher) {
        return name + Stream.concat(matchers.stream(), Stream.of(matcher)).collect(Collectors.joining(",", "{", "}"));
    }

    /** The label that a matcher is about. */
    String label(int matcher) {
        return matchers.get(matcher).split("[=!]", 2)[0].strip();
    }

    /** The same without one of its matchers. */
    String without(int matcher) {
        return name
                + IntStream.range(0, matchers.size())
                        .filter(i -> i != matcher)
                        .mapToObj(matchers::get)
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
