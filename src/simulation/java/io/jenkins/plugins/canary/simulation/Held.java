package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

/** An object as the API server holds it. Not thread-safe: used under its namespace's lock. */
final class Held {
    private final String json;
    private HasMetadata read;

    Held(String json) {
        this.json = json;
    }

    String json() {
        return json;
    }

    /** The object for those who only look: read once, the same instance for everybody. */
    <T extends HasMetadata> T shared(Class<T> type) {
        if (!type.isInstance(read)) {
            read = copy(type);
        }
        return type.cast(read);
    }

    /** The object for those who may change it. */
    <T extends HasMetadata> T copy(Class<T> type) {
        return Serialization.unmarshal(json, type);
    }
}
