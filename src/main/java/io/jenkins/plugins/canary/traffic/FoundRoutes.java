package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.Originals;
import java.util.List;
import java.util.Map;

/**
 * What {@link FoundRouter} found before the release: all that is needed to go on or to put it back.
 *
 * @param apiVersion that is spoken
 * @param service name of stable's Service
 * @param canary name of the canary's Service
 * @param objects whose weights are shifted
 */
record FoundRoutes(String apiVersion, String service, String canary, List<Found> objects) {
    /**
     * An object before the release.
     *
     * @param remembered what its form wants to know besides
     */
    record Found(String name, List<FoundPair> pairs, Map<String, String> remembered) {}

    /** Reads what {@link #originals()} wrote. */
    static FoundRoutes read(Originals originals) {
        return Serialization.unmarshal(originals.json(), FoundRoutes.class);
    }

    /** For the claim. */
    Originals originals() {
        return new Originals(Serialization.asJson(this));
    }

    /** How to edit one of the objects. */
    FoundSplit split(RouteForm form, String namespace, Found one) {
        return new FoundSplit(form.dialect(one.remembered()), form.arms(namespace, service, canary), one.pairs());
    }
}
