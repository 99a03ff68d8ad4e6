package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.Pod;
import java.time.Instant;
import java.util.List;
import okhttp3.OkHttpClient;

/** All that our policy can see of a release: what cluster, route and Prometheus show. Not thread-safe. */
interface Stage {
    /** What the user asked for. */
    ReleaseSpec spec();

    /** The present. */
    Instant now();

    /** Percent of the traffic for the canary, from now on. */
    int weight();

    /** Pods of one version, as the cluster shows them. */
    List<Pod> pods(boolean canary);

    /** The way to Prometheus. */
    OkHttpClient client();

    /** Time passes until the next look. */
    void advance();

    /** Whether the release has been watched for its whole length. */
    boolean over();
}
