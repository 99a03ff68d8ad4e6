package io.jenkins.plugins.canary.target;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The traffic routers there are, by the name users write, with the options each takes. */
public enum RouterKind {
    /** Istio VirtualService; in subset mode where a DestinationRule exists for the host. */
    ISTIO(
            "istio",
            List.of(
                    new Option(
                            "virtualService",
                            true,
                            true,
                            "name of the VirtualService whose routes are split; of several, a list or separated by commas"),
                    new Option(
                            "routes",
                            false,
                            true,
                            "names of the HTTP routes to split, as a list or separated by commas; default: all routes that go to stable, TLS and TCP too"),
                    new Option(
                            "service", false, false, "name of stable's Service where the VirtualService has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    Abilities.HEADERS + ", in HTTP routes",
                    "`affinity: 1h`, by a cookie of the release's, in HTTP routes",
                    "every percent, in HTTP routes",
                    "tcp and tls routes",
                    null)),

    /** A Gateway API HTTPRoute. */
    HTTP_ROUTE(
            "httpRoute",
            List.of(
                    new Option("name", true, false, "name of the HTTPRoute whose rules are split"),
                    new Option("service", false, false, "name of stable's Service where the HTTPRoute has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    Abilities.HEADERS,
                    "`affinity: 1h`, by a cookie of the release's; or as the gateway does for the rule's own"
                            + " sessionPersistence",
                    Abilities.GATEWAY_MIRROR,
                    null,
                    null)),

    /** A Gateway API GRPCRoute. */
    GRPC_ROUTE(
            "grpcRoute",
            List.of(
                    new Option("name", true, false, "name of the GRPCRoute whose rules are split"),
                    new Option("service", false, false, "name of stable's Service where the GRPCRoute has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    Abilities.HEADERS,
                    "as the gateway does for the rule's sessionPersistence",
                    Abilities.GATEWAY_MIRROR,
                    null,
                    "callers of gRPC keep no cookies")),

    /** An Ingress of ingress-nginx; the release adds a second one. */
    NGINX(
            "nginx",
            List.of(
                    new Option("ingress", true, false, "name of the Ingress that stable's requests come by"),
                    new Option("service", false, false, "name of stable's Service where the Ingress has several")),
            new Abilities(
                    "every whole percent",
                    "a header with a value or a regular expression; a cookie with the value `always`",
                    "with annotation `affinity: cookie` of the Ingress: users of both versions stay, and a higher weight is for"
                            + " those who come after it",
                    null,
                    null,
                    "ingress-nginx keeps users if the Ingress itself has the annotation"
                            + " nginx.ingress.kubernetes.io/affinity: cookie, which the release's own then has too; by an"
                            + " annotation of the release's own only users of the canary would stay, and more and more of"
                            + " all would be its")),

    /** A Traefik TraefikService. */
    TRAEFIK(
            "traefik",
            List.of(
                    new Option("name", true, false, "name of the TraefikService whose weighted services are split"),
                    new Option(
                            "service", false, false, "name of stable's Service where the TraefikService has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    null,
                    "`affinity: 1h`, or the TraefikService's own weighted.sticky: " + Abilities.LATER,
                    null,
                    null,
                    null)),

    /** A TrafficSplit of the Service Mesh Interface. */
    SMI(
            "smi",
            List.of(
                    new Option("name", true, false, "name of the TrafficSplit whose backends are split"),
                    new Option("service", false, false, "name of stable's Service where the TrafficSplit has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    null,
                    null,
                    null,
                    "as the mesh does",
                    "a TrafficSplit has weights and nothing else")),

    /** A Contour HTTPProxy. */
    CONTOUR(
            "contour",
            List.of(
                    new Option("name", true, false, "name of the HTTPProxy whose routes are split"),
                    new Option("service", false, false, "name of stable's Service where the HTTPProxy has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    Abilities.HEADERS + ", not in tcpproxy",
                    null,
                    null,
                    "tcpproxy",
                    "an HTTPProxy can set a cookie only in place of the application's own, and its loadBalancerPolicy"
                            + " keeps users with a pod of one Service, not with one of several weighted ones")),

    /** An Ingress of the AWS Load Balancer Controller. */
    ALB(
            "alb",
            List.of(
                    new Option("ingress", true, false, "name of the Ingress whose forward actions are split"),
                    new Option("service", false, false, "name of stable's Service where the Ingress has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    null,
                    "`affinity: 1h`, or the action's own targetGroupStickinessConfig: " + Abilities.LATER,
                    null,
                    null,
                    null)),

    /** An OpenShift Route. */
    OPENSHIFT(
            "openshift",
            List.of(
                    new Option("name", true, false, "name of the Route whose backends are split"),
                    new Option("service", false, false, "name of stable's Service where the Route has several")),
            new Abilities(
                    Abilities.PERCENTS,
                    null,
                    "by the router's own cookie, unless it is switched off: " + Abilities.LATER,
                    null,
                    "TLS that is passed through",
                    "OpenShift's router keeps users by a cookie of its own already, unless the Route has the annotation"
                            + " haproxy.router.openshift.io/disable_cookies: 'true', and no field says for how long")),

    /** A Knative Service, which splits its traffic between its revisions. */
    KNATIVE(
            "knative",
            List.of(),
            new Abilities(
                    "every whole percent", null, null, null, null, "a Knative Service has percents and nothing else")),

    /** A KServe InferenceService, which splits the traffic of its predictor between its revisions. */
    KSERVE(
            "kserve",
            List.of(),
            new Abilities(
                    "every whole percent",
                    null,
                    null,
                    null,
                    null,
                    "an InferenceService has one percentage and nothing else")),

    /** No router: the share of pods behind one Service is the share of traffic. */
    REPLICAS(
            "replicas",
            List.of(),
            new Abilities(
                    "what so many pods allow: with n of stable, 1 of n + 1, 2 of n + 2 …",
                    null,
                    "by address, with the Service's sessionAffinity",
                    null,
                    "every connection",
                    "the Service itself decides, which is not the release's: its sessionAffinity: ClientIP keeps addresses"
                            + " with a pod"));

    private final String word;
    private final List<Option> options;
    private final Abilities abilities;

    RouterKind(String word, List<Option> options, Abilities abilities) {
        this.word = word;
        this.options = options;
        this.abilities = abilities;
    }

    /** The name users write. */
    public String word() {
        return word;
    }

    /** The options this router takes, in the order in which they are documented. */
    public List<Option> options() {
        return options;
    }

    /** What this router can do. */
    public Abilities abilities() {
        return abilities;
    }

    /** Why no router of this kind can give the canary that, and which kinds can; empty if it may. */
    public Optional<String> problem(Exposure exposure) {
        if (exposure.cohort().isPresent() && abilities.cohort() == null) {
            return Optional.of("cohort: " + word + " cannot tell users apart; " + able(Abilities::cohort) + " can");
        }
        if (exposure.mirror() > 0 && abilities.mirror() == null) {
            return Optional.of(
                    "mirror: " + word + " cannot send copies of requests; " + able(Abilities::mirror) + " can");
        }
        return exposure.isNothing() && this == REPLICAS
                ? Optional.of("weight: 0 cannot be had with " + word
                        + ", where every pod of the canary gets its share; use a router")
                : Optional.empty();
    }

    /** Why it offers no {@code affinity}, as half a sentence; empty if it does. */
    public Optional<String> noAffinity() {
        return Optional.ofNullable(abilities.noAffinity);
    }

    /** Names of those that offer {@code affinity}. */
    public static String withAffinity() {
        return Arrays.stream(values())
                .filter(kind -> kind.noAffinity().isEmpty())
                .map(RouterKind::word)
                .collect(Collectors.joining(", "));
    }

    private static String able(Function<Abilities, String> ability) {
        return Arrays.stream(values())
                .filter(kind -> ability.apply(kind.abilities) != null)
                .map(RouterKind::word)
                .collect(Collectors.joining(", "));
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
     * What a router can do, each in half a sentence; null is what it cannot.
     *
     * @param weight which weights can be had
     * @param cohort how users are chosen by header or cookie
     * @param affinity how a user stays with a version
     * @param mirror how copies of requests are sent
     * @param tcp which traffic that is not HTTP is moved
     * @param noAffinity why a release cannot ask for affinity; null where it can
     */
    public record Abilities(
            String weight, String cohort, String affinity, String mirror, String tcp, String noAffinity) {
        private static final String PERCENTS =
                "every whole percent; where stable shares a route with others, whole parts of its weight";
        private static final String HEADERS = "a header or a cookie, with a value or a regular expression";
        private static final String LATER =
                "users of both versions stay, and a higher weight is for those who come after it";
        private static final String GATEWAY_MIRROR =
                "every percent where RequestMirror has the field `percent` (Gateway API 1.3), else 100";
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
