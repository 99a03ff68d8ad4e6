package io.jenkins.plugins.canary.config;

import hudson.Util;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.HttpGatekeeper;
import io.jenkins.plugins.canary.notify.Links;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import okhttp3.OkHttpClient;

/** Who is told of the releases of a job, as it is configured now. */
public final class Audience {
    private Audience() {}

    /**
     * Everybody who is told. Looks at memory only: secrets are looked up when there is something to tell.
     *
     * @param job full name; empty where the job is gone, of whose releases only those are told who are told of all
     */
    public static List<Destination> of(String job) {
        return said().map(all -> all.destinations(
                        entry -> job.isEmpty() ? entry.getFolders().isEmpty() : entry.isOfferedTo(job)))
                .orElse(List.of());
    }

    /** Asks gates on the hosts that are allowed when they are asked. */
    public static HttpGatekeeper gatekeeper(Clock clock, ThreadFactory threads) {
        OkHttpClient client =
                JenkinsOkHttpClient.newClientBuilder(new OkHttpClient()).build();
        return new HttpGatekeeper(client, Audience::mayBeAsked, clock, threads);
    }

    /** Whether gates on that host may be asked. */
    public static boolean mayBeAsked(String host) {
        return CanaryGlobalConfiguration.get().getGateHosts().stream()
                .anyMatch(allowed -> allowed.startsWith("*.")
                        ? host.endsWith(allowed.substring(1))
                        : host.equalsIgnoreCase(allowed));
    }

    /** Where somebody who is told can read on, beside that page. */
    public static Links links(String page, String commit, String ref) {
        return new Links(
                page,
                said().map(all -> Util.fixNull(all.getRunbook())).orElse(""),
                said().map(all -> Util.fixNull(all.getDashboard())).orElse(""),
                commit,
                ref);
    }

    private static Optional<Notifications> said() {
        return Optional.ofNullable(CanaryGlobalConfiguration.get().getNotifications());
    }
}
