package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Jenkins' global credentials by their ids, which only an administrator can have written. */
final class CredentialsById {
    private static final CredentialsMatcher FILE = CredentialsMatchers.instanceOf(FileCredentials.class);

    /** A secret text. */
    static final CredentialsMatcher TEXT = CredentialsMatchers.instanceOf(StringCredentials.class);

    /** What a cluster's server can be given. */
    static final CredentialsMatcher CLUSTER = CredentialsMatchers.allOf(
            AuthenticationTokens.matcher(KubernetesAuth.class), CredentialsMatchers.not(FILE));

    /** What can hold a kubeconfig. */
    static final CredentialsMatcher KUBECONFIG = CredentialsMatchers.anyOf(FILE, TEXT);

    /** What a Prometheus can be given. */
    static final CredentialsMatcher PROMETHEUS =
            CredentialsMatchers.anyOf(TEXT, CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class));

    /** What can be shown to a server that wants to know who asks. */
    static final CredentialsMatcher CERTIFICATE = CredentialsMatchers.instanceOf(StandardCertificateCredentials.class);

    private CredentialsById() {}

    /**
     * Finds credentials.
     *
     * @param url where they will be sent, empty if they say so themselves; credentials of a domain are held to it
     * @throws RefusedException if there are none of that id for that address
     */
    static StandardCredentials find(String id, String url) {
        StandardCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements(url)),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw new RefusedException(
                    id.isEmpty()
                            ? "no credentials are chosen"
                            : "there are no credentials '" + id + "' among the global ones"
                                    + (url.isEmpty() ? "" : " that may be sent to " + url));
        }
        return found;
    }

    /** A drop-down; who may not configure Jenkins sees the present choice only. */
    static ListBoxModel items(String current, String url, CredentialsMatcher matcher) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return items.includeCurrentValue(current);
        }
        return items.includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, requirements(url), matcher)
                .includeCurrentValue(current);
    }

    private static List<DomainRequirement> requirements(String url) {
        return url.isEmpty() ? List.of() : URIRequirementBuilder.fromUri(url).build();
    }
}
