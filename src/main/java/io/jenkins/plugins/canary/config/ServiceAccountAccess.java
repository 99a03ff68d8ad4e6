package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.verb.POST;

/**
 * The cluster that the controller itself runs in, as the controller's own service account. Never chosen by itself: whoever
 * configures it gives every job that may name the cluster what the controller may.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">Kubernetes: access the API from a
 *     Pod</a>
 */
public final class ServiceAccountAccess extends ClusterAccess {
    private static final Path MOUNTED = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** Creates the access. */
    @DataBoundConstructor
    public ServiceAccountAccess() {
        super();
    }

    @Override
    KubernetesClient open() {
        return Clients.of(config(MOUNTED, System.getenv()));
    }

    /**
     * What a pod finds.
     *
     * @param mounted the folder with {@code token} and {@code ca.crt}
     * @param environment where the API server's host and port stand
     * @throws RefusedException outside of a pod
     */
    static Config config(Path mounted, Map<String, String> environment) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        try {
            if (host.isEmpty()) {
                throw new IOException("no KUBERNETES_SERVICE_HOST");
            }
            return new ConfigBuilder(Config.empty())
                    .withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                    .withOauthToken(Files.readString(mounted.resolve("token")).trim())
                    .withCaCertFile(mounted.resolve("ca.crt").toString())
                    .build();
        } catch (IOException e) {
            throw new RefusedException(
                    "this controller has no service account: it does not run in a pod, or the pod has"
                            + " automountServiceAccountToken: false");
        }
    }

    /** The form. */
    @Extension
    @Symbol("serviceAccount")
    public static final class DescriptorImpl extends Descriptor<ClusterAccess> {
        @Override
        public String getDisplayName() {
            return Messages.ServiceAccountAccess_displayName();
        }

        /** Calls the cluster once. */
        @POST
        public FormValidation doTestConnection() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Probe.cluster(new ServiceAccountAccess());
        }
    }
}
