package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.target.Originals;
import java.util.List;
import java.util.Set;

/**
 * What the HTTPRoute router found before the release: all that is needed to go on or to put it back.
 *
 * @param version of the API that is spoken, such as {@code v1}
 * @param httpRoute name of the HTTPRoute
 * @param service name of stable's Service
 * @param weights of stable's backendRefs before the release
 */
record HttpRouteOriginals(String version, String httpRoute, String service, List<FoundWeight> weights) {
    /** Reads what {@link #originals()} wrote. */
    static HttpRouteOriginals read(Originals originals) {
        return Serialization.unmarshal(originals.json(), HttpRouteOriginals.class);
    }

    /** For the claim. */
    Originals originals() {
        return new Originals(Serialization.asJson(this));
    }

    /** How to edit the rules of the HTTPRoute. */
    RouteSplit split(String namespace) {
        BackendArms arms = new BackendArms(namespace, service, CanaryNames.canary(service));
        return new RouteSplit(Dialect.HTTP_ROUTE, arms, Set.of(), weights);
    }
}
