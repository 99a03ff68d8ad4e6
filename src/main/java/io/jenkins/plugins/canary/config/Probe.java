package io.jenkins.plugins.canary.config;

import hudson.util.FormValidation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.metrics.MetricSettings;
import io.jenkins.plugins.canary.metrics.PrometheusLimit;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.metrics.SourceKind;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One call, to tell an administrator whether an entry will do. */
final class Probe {
    private Probe() {}

    /** Asks for Leases, which every release needs and every account may ask for. */
    static FormValidation cluster(ClusterAccess access) {
        try (KubernetesClient client = access.open()) {
            return new FabricKubernetesApi(client).serves(Kind.LEASE)
                    ? FormValidation.ok(Messages.Probe_cluster(client.getMasterUrl()))
                    : FormValidation.error(Messages.Probe_noLeases(client.getMasterUrl()));
        } catch (RefusedException | DeniedException | UnavailableException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Counts what is watched, or looks whether there is JSON. */
    static FormValidation source(RemoteSource source) {
        boolean json = source.kind() == SourceKind.WEB;
        MetricSettings settings = new MetricSettings(
                "targets", "", false, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        PrometheusLimit targets =
                new PrometheusLimit(settings, json ? "/#/" : "count(up)", OptionalDouble.of(0), OptionalDouble.empty());
        Instant now = Clock.systemUTC().instant();
        ReadRequest request = new ReadRequest(
                scope(Arm.CANARY), scope(Arm.BASELINE), 0, List.of(), List.of(), Duration.ofSeconds(15), now, now);
        try {
            OptionalDouble watched = ((Reading.Sampled) source.open().read(targets, request))
                    .sample()
                    .value();
            if (json) {
                return FormValidation.ok(Messages.Probe_json());
            }
            return watched.isPresent()
                    ? FormValidation.ok(Messages.Probe_source(Math.round(watched.getAsDouble())))
                    : FormValidation.warning(Messages.Probe_noTargets());
        } catch (RefusedException | SourceException | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static Scope scope(Arm arm) {
        return new Scope(arm, Map.of(), Map.of());
    }
}
