package io.jenkins.plugins.canary.traffic;

/** How many pods a canary needs where a router, and not their number, says what share of the traffic it gets. */
final class CanarySize {
    private CanarySize() {}

    /** As many as stable would need for that part of all traffic; at least one, also to be ready at weight 0. */
    static int pods(int weight, int stableReplicas) {
        return Math.max(1, (stableReplicas * weight + 99) / 100);
    }
}
