package io.jenkins.plugins.canary.kubernetes;

/**
 * What was asked, for messages.
 *
 * @param verb as in RBAC rules
 * @param namespace empty for what has none
 * @param name empty for collections
 */
record ApiCall(String verb, Kind<?> kind, String namespace, String name) {
    /** The resource as RBAC rules name it. */
    String resource() {
        return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
    }

    @Override
    public String toString() {
        return verb + " " + resource() + (name.isEmpty() ? "" : " " + name)
                + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
