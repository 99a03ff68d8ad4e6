package io.jenkins.plugins.canary.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The namespaces that an entry allows: by their names, or by names in which an asterisk stands for anything. */
final class Namespaces {
    /** What an allowed namespace looks like. */
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9*]([-a-z0-9*]{0,61}[a-z0-9*])?");

    private Namespaces() {}

    /** Whether this can be the name of a namespace, or of several. */
    static boolean isPattern(String allowed) {
        return ALLOWED.matcher(allowed).matches();
    }

    /** Whether it means one namespace only. */
    static boolean isExact(String allowed) {
        return allowed.indexOf('*') < 0;
    }

    /** Whether a namespace is among them; all are where nothing is said. */
    static boolean include(List<String> allowed, String namespace) {
        return allowed.isEmpty() || allowed.stream().anyMatch(one -> matches(one, namespace));
    }

    private static boolean matches(String allowed, String namespace) {
        String expression =
                Arrays.stream(allowed.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return namespace.matches(expression);
    }
}
