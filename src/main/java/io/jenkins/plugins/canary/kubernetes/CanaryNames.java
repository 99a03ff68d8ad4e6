package io.jenkins.plugins.canary.kubernetes;

/** The names and labels of what a release creates. */
public final class CanaryNames {
    /** Label on every clone: which arm it is. */
    public static final String TRACK = "canary.jenkins.io/track";
    /** Label on every clone, and on routes while a canary runs: which release it belongs to. */
    public static final String RELEASE = "canary.jenkins.io/release";
    /** Annotation of the Lease that holds the claim. */
    public static final String CLAIM = "canary.jenkins.io/claim";
    /** Label on a pod that was kept for people to look at. */
    public static final String FORENSICS = "canary.jenkins.io/forensics";
    /** Annotation on such a pod: when it may be deleted. */
    public static final String DELETE_AFTER = "canary.jenkins.io/delete-after";

    private CanaryNames() {}

    /** Name of the canary's twin of a workload or Service. */
    public static String canary(String name) {
        return name + "-canary";
    }
}
