package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which credentials can be used, and who learns of them. */
@WithJenkins
class CredentialsTest {
    @Test
    void credentialsOfAFolderAreNotLookedAt(JenkinsRule jenkins) throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "shops");
        CredentialsStore store = null;
        for (CredentialsStore found : CredentialsProvider.lookupStores(folder)) {
            if (found.getProvider() instanceof FolderCredentialsProvider) {
                store = found;
            }
        }
        store.addCredentials(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "theirs", "", Secret.fromString("kind: Config")));

        refused("theirs", "cluster 'prod': there are no credentials 'theirs' among the global ones");
    }

    @Test
    void credentialsOfAWrongKindAreRefusedByTheirKind(JenkinsRule jenkins) {
        Keys.user("user", "jenkins", "secret");

        refused("user", "cluster 'prod': the credentials 'user' are neither a secret file nor a secret text");
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void noneChosenIsSaid(JenkinsRule jenkins) {
        refused("", "cluster 'prod': no credentials are chosen");
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void whoDoesNotAdministerSeesNoMoreThanThePresentChoice(JenkinsRule jenkins) {
        Keys.text("token", "secret");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("rita")
                .grant(Jenkins.READ, CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("ursula"));

        for (String user : List.of("rita", "ursula")) {
            try (ACLContext context = ACL.as2(User.getById(user, true).impersonate2())) {
                assertThat(offered("")).isEmpty();
                assertThat(offered("chosen")).containsExactly("chosen");
            }
        }
        assertThat(offered("")).contains("token");
    }

    private static List<String> offered(String present) {
        ListBoxModel items = Jenkins.get()
                .getDescriptorByType(KubeconfigAccess.DescriptorImpl.class)
                .doFillCredentialsIdItems(present);
        return items.stream()
                .map(item -> item.value)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static void refused(String credentials, String why) {
        CanaryGlobalConfiguration.get().setClusters(List.of(new Cluster("prod", new KubeconfigAccess(credentials))));

        assertThatThrownBy(() -> Connections.get().cluster("prod").serves(Kind.LEASE))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(why);
    }
}
