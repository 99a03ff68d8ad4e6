package io.jenkins.plugins.canary.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that may be done with objects of a namespace, as RBAC rules grant it.
 *
 * @param group API group, empty for the core group
 * @param resource lower-case plural; a subresource after a slash ({@code pods/log})
 * @param name of the one object that is meant; empty: any
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources">Kubernetes: RBAC,
 *     referring to resources</a>
 */
public record Right(String verb, String group, String resource, String name) {
    /** Rights to any object of a kind. */
    public static List<Right> toAny(Kind<?> kind, String... verbs) {
        return to(kind, "", verbs);
    }

    /** Rights to one object of a kind; {@code list} and {@code create} cannot be limited so. */
    public static List<Right> to(Kind<?> kind, String name, String... verbs) {
        return Stream.of(verbs)
                .map(verb -> new Right(verb, kind.group(), kind.plural(), name))
                .toList();
    }

    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + (name.isEmpty() ? "" : " " + name);
    }
}
