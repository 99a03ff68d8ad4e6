package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.WorkloadName;

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

    /** Names of Services, Leases and label values may not be longer. */
    private static final int LONGEST = 63;

    private static final int HASH_DIGITS = 8;

    private CanaryNames() {}

    /** Name of the canary's twin of a workload or Service; over 63 characters it is cut and hashed. */
    public static String canary(String name) {
        return of(Arm.CANARY, name);
    }

    /** Name of an arm's clone of a workload or Service, and value of its label; over 63 characters it is cut and hashed. */
    static String of(Arm arm, String name) {
        return fit(name, "-" + arm.track());
    }

    /** Name of a release's copy of a ConfigMap or Secret; over 63 characters it is cut and hashed. */
    static String copy(String name, String workload, String release) {
        return fit(name, "-" + Hashes.sha256(workload + "/" + release).substring(0, HASH_DIGITS));
    }

    /** Name of the Lease that holds the claim on a workload; over 63 characters it is cut and hashed. */
    public static String lease(WorkloadName workload) {
        return fit("canary-" + workload.kind() + "-" + workload.name(), "");
    }

    private static String fit(String name, String suffix) {
        if (name.length() + suffix.length() <= LONGEST) {
            return name + suffix;
        }
        String end = "-" + Hashes.sha256(name).substring(0, HASH_DIGITS) + suffix;
        return name.substring(0, LONGEST - end.length()).replaceAll("[^a-zA-Z0-9]+$", "") + end;
    }
}
