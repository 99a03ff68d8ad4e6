package io.jenkins.plugins.canary.kubernetes;

/**
 * What share of the traffic so many of a workload's own pods get, when each pod gets the same: {@code k / n}.
 *
 * @param pods all pods of the workload; their number stays
 */
public record InPlaceShare(int pods) {
    /** The number of pods that comes nearest to the weight, and of two that are equally near the smaller; 1 to all but one. */
    public int canaries(int weight) {
        int nearest = (int) Math.ceil(pods * weight / 100.0 - 0.5);
        return Math.max(1, Math.min(pods - 1, nearest));
    }

    /** Percent of the traffic that so many pods get. */
    public double percent(int canaries) {
        return 100.0 * canaries / pods;
    }
}
