package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.target.Arm;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts the values of one arm into a PromQL text, in place of placeholders like <code>{{namespace}}</code>.
 *
 * <p>Each value is escaped for the place where it stands: as a regular expression (RE2 syntax, as in {@code =~} and
 * {@code !~} matchers), as a string with double, single or back quotes, or as a bare name. <code>{{pods}}</code> is an
 * alternation of pod names and may only stand in a regular expression, like <code>{{diverted}}</code>, which matches any name on
 * the canary and none on the baseline. See "String literals" and "Time series selectors" of
 * the Prometheus documentation, <i>Querying basics</i>.
 */
public final class Expansion {
    /** A pod's name never holds a space, so this matches none; an empty alternative would match series without the label. */
    private static final String NO_PODS = "no pods";

    /** What names the canary beside stable, where it does and where it does not; some write a dash for nothing. */
    private static final String DIVERTED = "[^-].*";

    private static final String NOT_DIVERTED = "|-";

    private static final String REGEX_SIGNS = "\\.+*?()|[]{}^$";
    private static final Pattern BARE = Pattern.compile("[a-zA-Z0-9_:]+");

    private final Map<String, String> values;
    private final String podsRegex;
    private final String diverted;
    private final String where;

    private final StringBuilder out = new StringBuilder();
    private char quote;
    private boolean regex;

    private Expansion(Scope scope, String where) {
        this.values = new TreeMap<>(scope.placeholders());
        values.putIfAbsent("track", scope.arm().track());
        this.podsRegex = scope.pods().isEmpty()
                ? NO_PODS
                : scope.pods().keySet().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(Expansion::escapeRegex)
                        .collect(Collectors.joining("|"));
        this.diverted = scope.arm() == Arm.CANARY ? DIVERTED : NOT_DIVERTED;
        this.where = where;
    }

    /**
     * Expands a text for an arm.
     *
     * @param text PromQL with placeholders
     * @param where what the text is, for messages: {@code "errors.total"}
     * @throws SourceException (lasting) naming a placeholder that is unknown, has no value, or cannot stand where it does
     */
    public static String of(String text, Scope scope, String where) {
        return new Expansion(scope, where).expand(text.strip());
    }

    private String expand(String text) {
        for (int i = 0; i < text.length(); ) {
            int end = text.startsWith("{{", i) ? text.indexOf("}}", i) : -1;
            if (end > 0 && BARE.matcher(text.substring(i + 2, end).strip()).matches()) {
                out.append(value(text.substring(i + 2, end).strip()));
                i = end + 2;
            } else {
                i = copy(text, i);
            }
        }
        return out.toString();
    }

    private int copy(String text, int i) {
        char c = text.charAt(i);
        if (quote == 0 && c == '#') {
            int line = text.indexOf('\n', i);
            return line < 0 ? text.length() : line;
        }
        out.append(c);
        if (quote != 0 && quote != '`' && c == '\\' && i + 1 < text.length()) {
            out.append(text.charAt(i + 1));
            return i + 2;
        }
        if (quote == c) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
            String before = out.substring(0, out.length() - 1).stripTrailing();
            quote = c;
            regex = before.endsWith("=~") || before.endsWith("!~");
        }
        return i + 1;
    }

    private String value(String name) {
        if (name.equals("pods")) {
            return regex(podsRegex, name, "pod=~\"{{pods}}\"");
        }
        if (name.equals("diverted")) {
            return regex(diverted, name, "canary=~\"{{diverted}}\"");
        }
        String value = values.get(name);
        if (value == null) {
            throw wrong("{{" + name
                    + "}} is not a placeholder that has a value here; known are {{pods}}, {{diverted}}, "
                    + values.keySet().stream().map(known -> "{{" + known + "}}").collect(Collectors.joining(", ")));
        }
        if (quote != 0) {
            return inQuotes(regex ? escapeRegex(value) : value, name);
        }
        if (!BARE.matcher(value).matches()) {
            throw wrong("{{" + name + "}} stands for \"" + value + "\", which must be in quotes");
        }
        return value;
    }

    private String regex(String value, String name, String example) {
        if (quote == 0 || !regex) {
            throw wrong("{{" + name + "}} can only stand in a regular expression, as in " + example);
        }
        return inQuotes(value, name);
    }

    private String inQuotes(String value, String name) {
        if (quote == '`') {
            if (value.indexOf('`') >= 0) {
                throw wrong("{{" + name + "}} holds a back quote: put it in double quotes");
            }
            return value;
        }
        return value.replace("\\", "\\\\")
                .replace(String.valueOf(quote), "\\" + quote)
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String escapeRegex(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (REGEX_SIGNS.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    private SourceException wrong(String what) {
        return SourceException.lasting(where + ": " + what);
    }
}
