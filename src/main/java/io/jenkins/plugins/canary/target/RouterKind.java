package io.jenkins.plugins.canary.target;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The traffic routers there are, by the name users write, with the options each takes. */
public enum RouterKind {
    /** Istio VirtualService; in subset mode where a DestinationRule exists for the host. */
    ISTIO(
            "istio",
            List.of(
                    new Option("virtualService", true, false, "name of the VirtualService whose HTTP routes are split"),
                    new Option(
                            "routes",
                            false,
                            true,
                            "names of the HTTP routes to split, as a list or separated by commas; default: all that go to stable"),
                    new Option(
                            "service", false, false, "name of stable's Service where the VirtualService has several"))),
    /** A Gateway API HTTPRoute. */
    HTTP_ROUTE(
            "httpRoute",
            List.of(
                    new Option("name", true, false, "name of the HTTPRoute whose rules are split"),
                    new Option("service", false, false, "name of stable's Service where the HTTPRoute has several"))),
    /** An Ingress of ingress-nginx; the release adds a second one. */
    NGINX(
            "nginx",
            List.of(
                    new Option("ingress", true, false, "name of the Ingress that stable's requests come by"),
                    new Option("service", false, false, "name of stable's Service where the Ingress has several"))),

    /** No router: the share of pods behind one Service is the share of traffic. */
    REPLICAS("replicas", List.of());

    private final String word;
    private final List<Option> options;

    RouterKind(String word, List<Option> options) {
        this.word = word;
        this.options = options;
    }

    /** The name users write. */
    public String word() {
        return word;
    }

    /** The options this router takes, in the order in which they are documented. */
    public List<Option> options() {
        return options;
    }

    /** Finds a router by the name users write. */
    public static Optional<RouterKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** All names, for messages. */
    public static String words() {
        return Arrays.stream(values()).map(RouterKind::word).collect(Collectors.joining(", "));
    }

    /**
     * One option of a router.
     *
     * @param name as users write it
     * @param required whether the router cannot do without it
     * @param several whether it may be given as a list, which is then joined by commas
     * @param meaning half a sentence, for help, schema and messages
     */
    public record Option(String name, boolean required, boolean several, String meaning) {}
}
