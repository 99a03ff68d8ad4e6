package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A TrafficSplit of the Service Mesh Interface: {@code spec.backends[].weight}, a whole number. The oldest version, v1alpha1, has
 * quantities there and is not spoken.
 *
 * @see <a href="https://github.com/servicemeshinterface/smi-spec/blob/main/apis/traffic-split/v1alpha4/traffic-split.md">SMI:
 *     TrafficSplit</a>
 */
record SmiForm() implements RouteForm {
    @Override
    public RouterKind router() {
        return RouterKind.SMI;
    }

    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return Stream.of("v1alpha4", "v1alpha3", "v1alpha2")
                .map(version -> Kind.generic("split.smi-spec.io", version, "TrafficSplit", "trafficsplits"))
                .toList();
    }

    @Override
    public String product() {
        return "a mesh with SMI";
    }

    @Override
    public String serviceField() {
        return "service";
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return new Dialect(
                List.of(new RouteList.Whole()), "backends", Entries.PROPORTIONAL, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        String stable = service.getMetadata().getName();
        return """
                apiVersion: %s
                kind: TrafficSplit
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  service: %s
                  backends:
                    - service: %s
                      weight: 100
                """.formatted(apiVersion, name, service.getMetadata().getNamespace(), stable, stable);
    }
}
