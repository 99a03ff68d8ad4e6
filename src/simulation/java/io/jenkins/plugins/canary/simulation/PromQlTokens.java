package io.jenkins.plugins.canary.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a PromQL query, one after the other. */
final class PromQlTokens {
    private static final Pattern TOKEN = Pattern.compile("""
            \\s*(?:(?<string>"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)\
            |(?<duration>(?:\\d+(?:ms|[smhdwy]))+)\
            |(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+)\
            |(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\
            |(?<sign>=~|!~|!=|[-=+*/(){}\\[\\],]))""");
    private static final Pattern PIECE = Pattern.compile("(\\d+)(ms|[smhdwy])");
    private static final Map<String, Long> UNITS = Map.of(
            "ms",
            1L,
            "s",
            1_000L,
            "m",
            60_000L,
            "h",
            3_600_000L,
            "d",
            86_400_000L,
            "w",
            604_800_000L,
            "y",
            31_536_000_000L);

    private final List<String> words = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private int position;

    PromQlTokens(String query) {
        Matcher matcher = TOKEN.matcher(query);
        int end = 0;
        while (matcher.lookingAt()) {
            for (String kind : List.of("string", "duration", "number", "name", "sign")) {
                if (matcher.group(kind) != null) {
                    words.add(matcher.group(kind));
                    kinds.add(kind);
                }
            }
            end = matcher.end();
            matcher.region(end, query.length());
        }
        if (!query.substring(end).isBlank()) {
            throw new PromQlException("1:%d: parse error: unexpected character: '%s'"
                    .formatted(end + 1, query.substring(end).strip().charAt(0)));
        }
    }

    boolean at(String word) {
        return position < words.size()
                && words.get(position).equals(word)
                && !kinds.get(position).equals("string");
    }

    boolean atNumber() {
        return position < words.size() && kinds.get(position).equals("number");
    }

    boolean take(String word) {
        boolean there = at(word);
        position += there ? 1 : 0;
        return there;
    }

    void expect(String word) {
        if (!take(word)) {
            throw wrong("unexpected %s, expected \"%s\"".formatted(present(), word));
        }
    }

    void expectEnd() {
        if (position < words.size()) {
            throw wrong("unexpected " + present());
        }
    }

    String next() {
        if (position == words.size()) {
            throw wrong("unexpected end of input");
        }
        return words.get(position++);
    }

    String name() {
        return expectKind("name");
    }

    /** A quoted text, without its quotes and escapes. */
    String string() {
        String quoted = expectKind("string");
        String inner = quoted.substring(1, quoted.length() - 1);
        return quoted.charAt(0) == '`' ? inner : unescaped(inner);
    }

    /** A duration, in milliseconds. */
    long duration() {
        Matcher pieces = PIECE.matcher(expectKind("duration"));
        long millis = 0;
        while (pieces.find()) {
            millis += Long.parseLong(pieces.group(1)) * UNITS.get(pieces.group(2));
        }
        return millis;
    }

    PromQlException wrong(String message) {
        return new PromQlException("parse error: " + message);
    }

    private String expectKind(String kind) {
        if (position == words.size() || !kinds.get(position).equals(kind)) {
            throw wrong("unexpected %s, expected %s".formatted(present(), kind));
        }
        return words.get(position++);
    }

    private String present() {
        return position < words.size() ? "\"" + words.get(position) + "\"" : "end of input";
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = switch (text.charAt(++i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    default -> text.charAt(i);
                };
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
