package io.jenkins.plugins.canary.simulation;

/**
 * What users met since a release began.
 *
 * @param stableRequests that pods of the old version answered
 * @param stableBad of those, how many failed
 * @param canaryRequests that pods of the new version answered
 * @param canaryBad of those, how many failed
 * @param lost requests that were routed to where no ready pod was
 */
public record Totals(long stableRequests, long stableBad, long canaryRequests, long canaryBad, long lost) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    Totals answered(PodCounters pod, long requests, long bad) {
        return pod.renewed()
                ? new Totals(stableRequests, stableBad, canaryRequests + requests, canaryBad + bad, lost)
                : new Totals(stableRequests + requests, stableBad + bad, canaryRequests, canaryBad, lost);
    }

    Totals lost(long requests) {
        return new Totals(stableRequests, stableBad, canaryRequests, canaryBad, lost + requests);
    }
}
