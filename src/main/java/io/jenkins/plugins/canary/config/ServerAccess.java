package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.target.RefusedException;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthConfig;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.kubernetes.auth.impl.KubernetesAuthKubeconfig;
import org.jenkinsci.plugins.kubernetes.credentials.Utils;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A cluster by the address of its API server, with a token, a user and password, or a client certificate. */
public final class ServerAccess extends ClusterAccess {
    private final String serverUrl;
    private final String credentialsId;
    private String caCertificate;
    private boolean skipTlsVerify;

    /** Creates access that trusts the certificates Java trusts. */
    @DataBoundConstructor
    public ServerAccess(String serverUrl, String credentialsId) {
        this.serverUrl = Util.fixNull(serverUrl).trim();
        this.credentialsId = Util.fixNull(credentialsId);
    }

    /** Address of the API server. */
    public String getServerUrl() {
        return serverUrl;
    }

    /** Id of the credentials. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** The certificate authority of the server in PEM, or null for those that Java trusts. */
    public String getCaCertificate() {
        return caCertificate;
    }

    /** Trusts this certificate authority, in PEM; blank for those that Java trusts. */
    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    /** Whether any certificate will do. */
    public boolean isSkipTlsVerify() {
        return skipTlsVerify;
    }

    /** Accepts any certificate: whoever stands between Jenkins and the cluster can then read the credentials. */
    @DataBoundSetter
    public void setSkipTlsVerify(boolean skipTlsVerify) {
        this.skipTlsVerify = skipTlsVerify;
    }

    @Override
    KubernetesClient open() {
        if (!Urls.isHttp(serverUrl)) {
            throw new RefusedException("'" + serverUrl + "' is not the address of an API server; " + Urls.CLUSTER);
        }
        ConfigBuilder builder = new ConfigBuilder(Config.empty())
                .withMasterUrl(serverUrl)
                .withTrustCerts(skipTlsVerify)
                .withCaCertData(
                        caCertificate == null ? null : Utils.encodeBase64(Utils.wrapCertificate(caCertificate)));
        try {
            KubernetesAuthConfig server = new KubernetesAuthConfig(serverUrl, caCertificate, skipTlsVerify);
            return Clients.of(auth().decorate(builder, server).build());
        } catch (KubernetesAuthException e) {
            throw new RefusedException("the credentials '" + credentialsId + "' cannot be used: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private KubernetesAuth auth() {
        StandardCredentials found = CredentialsById.find(credentialsId, serverUrl);
        KubernetesAuth auth = AuthenticationTokens.convert(KubernetesAuth.class, found);
        if (auth == null || auth instanceof KubernetesAuthKubeconfig) {
            throw new RefusedException("the credentials '" + credentialsId
                    + "' are neither a token nor a user with password nor a certificate; a kubeconfig file says the server"
                    + " itself and is chosen as such");
        }
        return auth;
    }

    /** The form. */
    @Extension
    @Symbol("server")
    public static final class DescriptorImpl extends Descriptor<ClusterAccess> {
        @Override
        public String getDisplayName() {
            return Messages.ServerAccess_displayName();
        }

        /** Checks that it is an address. */
        @POST
        public FormValidation doCheckServerUrl(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return FormValidation.ok();
            }
            return Urls.isHttp(value) ? FormValidation.ok() : FormValidation.error(Urls.CLUSTER);
        }

        /** Warns. */
        @POST
        public FormValidation doCheckSkipTlsVerify(@QueryParameter boolean value) {
            return value ? FormValidation.warning(Messages.ServerAccess_skipTlsVerify()) : FormValidation.ok();
        }

        /** Credentials that can be used here. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String serverUrl, @QueryParameter String credentialsId) {
            return CredentialsById.items(credentialsId, serverUrl, CredentialsById.CLUSTER);
        }

        /** Calls the cluster once. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String serverUrl,
                @QueryParameter String credentialsId,
                @QueryParameter String caCertificate,
                @QueryParameter boolean skipTlsVerify) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ServerAccess access = new ServerAccess(serverUrl, credentialsId);
            access.setCaCertificate(caCertificate);
            access.setSkipTlsVerify(skipTlsVerify);
            return Probe.cluster(access);
        }
    }
}
