package io.jenkins.plugins.canary.traffic;

import java.util.Map;

/**
 * How the destinations of a route tell stable from the canary. A destination is the object with {@code host}, {@code subset}
 * and {@code port} that stands in a route's {@code destination} field.
 */
interface Arms {
    /** Whether this destination is stable. */
    boolean isStable(Map<String, Object> destination);

    /** Whether this destination is the canary. */
    boolean isCanary(Map<String, Object> destination);

    /** The canary's counterpart of a stable destination: all else alike. */
    Map<String, Object> canaryOf(Map<String, Object> stable);

    /** A destination as it must read so that it reaches none of the canary's pods by chance. */
    Map<String, Object> guarded(Map<String, Object> destination);

    /** A guarded destination as it was found. */
    Map<String, Object> unguarded(Map<String, Object> destination);
}
