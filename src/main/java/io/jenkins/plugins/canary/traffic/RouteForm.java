package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of route object that users own and in whose lists of destinations the canary's Service is written beside stable's: all
 * that {@link SplitRouter} has to know of it. One more such router is one more of these.
 */
interface RouteForm {
    /** The router that users name. */
    RouterKind router();

    /** The kind of object, newest version first. The fields that are edited are the same in all versions. */
    List<Kind<GenericKubernetesResource>> versions();

    /** What is missing in a cluster that does not know the kind. */
    String product();

    /** The option that names the object. */
    default String nameOption() {
        return "name";
    }

    /** The field in which a destination names its Service. */
    default String serviceField() {
        return "name";
    }

    /** What tells the versions apart, by the names of their Services. */
    default Arms arms(String namespace, String stable, String canary) {
        return new BackendArms(namespace, serviceField(), stable, canary);
    }

    /** What has to be recorded of an object beside its weights, to put it back as it was: texts by names. */
    default Map<String, String> remember(RouteObject found) {
        return Map.of();
    }

    /**
     * How the object's routes are read and written.
     *
     * @param remembered what {@link #remember} recorded; empty before
     */
    Dialect dialect(Map<String, String> remembered);

    /**
     * What is in the way of splitting such an object, that weights alone do not show.
     *
     * @param arms tells stable from canary
     */
    default Optional<String> obstacle(RouteObject route, Arms arms) {
        return Optional.empty();
    }

    /** What those who act on such an object say of it. */
    default Acceptance acceptance(RouteObject route) {
        return Acceptance.UNTOLD;
    }

    /**
     * From which version on a field is there, and what would do without it, as half a sentence.
     *
     * @param field path of a field that the server dropped
     */
    default Optional<String> since(String field) {
        return Optional.empty();
    }

    /** An object that would do, ready to be applied but for what only its users know. */
    String example(String apiVersion, String name, Service service);
}
