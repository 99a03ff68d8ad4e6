package io.jenkins.plugins.canary.traffic;

import java.util.Map;

/**
 * A Service as routes of its own namespace name it: {@code checkout}, {@code checkout.shop}, {@code checkout.shop.svc} or
 * {@code checkout.shop.svc.cluster.local} (with whatever domain the cluster has).
 */
record ServiceHost(String service, String namespace) {
    /** Whether this text means the Service. */
    boolean is(String host) {
        String qualified = service + "." + namespace;
        return host.equals(service)
                || host.equals(qualified)
                || host.equals(qualified + ".svc")
                || host.startsWith(qualified + ".svc.");
    }

    /** Whether the {@code host} of this destination means the Service. */
    boolean in(Map<String, Object> destination) {
        return Fields.text(destination, "host").filter(this::is).isPresent();
    }

    /** Whether a destination in a route of another namespace means the Service: a bare name there means another one. */
    boolean in(Map<String, Object> destination, String from) {
        return in(destination)
                && (from.equals(namespace)
                        || !Fields.text(destination, "host").orElse("").equals(service));
    }

    /** The text for another Service of the namespace, spelt in the same way as this one was. */
    String renamed(String host, String other) {
        return other + host.substring(service.length());
    }
}
