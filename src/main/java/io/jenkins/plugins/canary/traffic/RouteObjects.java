package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and writes route objects of one kind in the version that the server speaks. */
record RouteObjects(KubernetesApi api, Kind<GenericKubernetesResource> kind) {
    /** In a version that is known to be served. */
    static RouteObjects of(KubernetesApi api, RouteForm form, String apiVersion) {
        return form.versions().stream()
                .filter(kind -> kind.apiVersion().equals(apiVersion))
                .findFirst()
                .map(kind -> new RouteObjects(api, kind))
                .orElseThrow(() -> new RefusedException(
                        "traffic: the release was begun with " + apiVersion + ", which is not spoken here"));
    }

    /** In the newest version that the server knows. */
    static RouteObjects served(KubernetesApi api, RouteForm form) {
        return form.versions().stream()
                .filter(api::serves)
                .findFirst()
                .map(kind -> new RouteObjects(api, kind))
                .orElseThrow(() -> new RefusedException("traffic: the cluster knows no "
                        + form.versions().get(0).kind() + " ("
                        + form.versions().stream().map(Kind::apiVersion).collect(Collectors.joining(", ")) + "), so "
                        + form.product() + " is not installed there; use the router 'replicas'"));
    }

    /** What must be allowed to split such an object, in each group that it may be of as long as nobody has looked. */
    static List<Right> rights(TrafficSpec spec, RouteForm form, Optional<RoutePlan> plan) {
        String name = spec.option(form.nameOption()).orElse("");
        Optional<String> spoken =
                plan.map(one -> SplitOriginals.read(one.originals()).apiVersion());
        return form.versions().stream()
                .filter(kind -> spoken.map(kind.apiVersion()::equals).orElse(true))
                .flatMap(kind -> Right.to(kind, name, "get", "update").stream())
                .distinct()
                .toList();
    }

    Optional<RouteObject> find(String namespace, String name) {
        return api.get(kind, namespace, name).map(RouteObject::new);
    }

    /** Writes what differs from what was read, nothing if nothing does; gives what stands there then. */
    RouteObject replace(RouteObject found, RouteObject next) {
        return next.equals(found) ? found : new RouteObject(api.update(kind, next.resource()));
    }
}
