package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.target.Originals;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link SplitRouter} found before the release: all that is needed to go on or to put it back.
 *
 * @param apiVersion that is spoken, such as {@code gateway.networking.k8s.io/v1}
 * @param name of the route object
 * @param service name of stable's Service
 * @param weights of stable's destinations before the release
 * @param remembered what the form of the object wants to know besides
 */
record SplitOriginals(
        String apiVersion, String name, String service, List<FoundWeight> weights, Map<String, String> remembered) {
    /** Reads what {@link #originals()} wrote. */
    static SplitOriginals read(Originals originals) {
        return Serialization.unmarshal(originals.json(), SplitOriginals.class);
    }

    /** For the claim. */
    Originals originals() {
        return new Originals(Serialization.asJson(this));
    }

    /** How to edit the object. */
    ObjectSplit split(RouteForm form, String namespace) {
        Arms arms = form.arms(namespace, service, CanaryNames.canary(service));
        return new ObjectSplit(form.dialect(remembered), arms, Set.of(), weights);
    }
}
