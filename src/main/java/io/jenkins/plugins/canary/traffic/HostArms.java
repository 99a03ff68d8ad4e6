package io.jenkins.plugins.canary.traffic;

import java.util.Map;

/** Stable and canary have a Service each. */
record HostArms(ServiceHost stable, ServiceHost canary) implements Arms {
    @Override
    public boolean isStable(Map<String, Object> destination) {
        return stable.in(destination);
    }

    @Override
    public boolean isCanary(Map<String, Object> destination) {
        return canary.in(destination);
    }

    @Override
    public Map<String, Object> canaryOf(Map<String, Object> destination) {
        String host = Fields.text(destination, "host").orElseThrow();
        return Fields.with(destination, "host", stable.renamed(host, canary.service()));
    }

    @Override
    public Map<String, Object> guarded(Map<String, Object> destination) {
        return destination;
    }

    @Override
    public Map<String, Object> unguarded(Map<String, Object> destination) {
        return destination;
    }
}
