package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A cluster by a kubeconfig in a secret file or a secret text. It may say what it says in itself only: commands, plugins and
 * paths of files are refused, because they would run and be read on the controller.
 */
public final class KubeconfigAccess extends ClusterAccess {
    private static final int LONGEST = 1 << 20;

    private final String credentialsId;

    /** Creates access by those credentials. */
    @DataBoundConstructor
    public KubeconfigAccess(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId);
    }

    /** Id of the secret file or secret text. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @Override
    KubernetesClient open() {
        return Clients.ofKubeconfig(text());
    }

    private String text() {
        StandardCredentials found = CredentialsById.find(credentialsId, "");
        if (found instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        if (!(found instanceof FileCredentials file)) {
            throw new RefusedException(
                    "the credentials '" + credentialsId + "' are neither a secret file nor a secret text");
        }
        try (InputStream content = file.getContent()) {
            return new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RefusedException("the secret file '" + credentialsId + "' cannot be read");
        }
    }

    /** The form. */
    @Extension
    @Symbol("kubeconfig")
    public static final class DescriptorImpl extends Descriptor<ClusterAccess> {
        @Override
        public String getDisplayName() {
            return Messages.KubeconfigAccess_displayName();
        }

        /** Secret files and secret texts. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsById.items(credentialsId, "", CredentialsById.KUBECONFIG);
        }

        /** Calls the cluster once. */
        @POST
        public FormValidation doTestConnection(@QueryParameter String credentialsId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Probe.cluster(new KubeconfigAccess(credentialsId));
        }
    }
}
