package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.util.FormValidation;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A cluster that steps may name. */
public final class Cluster extends Offered implements Describable<Cluster> {
    private final ClusterAccess access;
    private List<String> namespaces;
    private boolean openToUntrusted; // said this way round, so that entries of older versions are not
    private boolean takeAbandonedBack;
    private Defaults defaults;

    /** Creates an entry. */
    @DataBoundConstructor
    public Cluster(String name, ClusterAccess access) {
        super(name);
        this.access = access;
    }

    /** How it is reached. */
    public ClusterAccess getAccess() {
        return access;
    }

    /** The namespaces that may be released to, with {@code *} for anything; empty for all. */
    public List<String> getNamespaces() {
        return namespaces == null ? List.of() : List.copyOf(namespaces);
    }

    /** Allows those namespaces only; none for all. */
    @DataBoundSetter
    public void setNamespaces(List<String> namespaces) {
        this.namespaces = Texts.clean(namespaces);
    }

    /** Whether builds of untrusted pull requests are kept away. */
    public boolean isTrustedOnly() {
        return !openToUntrusted;
    }

    /** Says whether builds of untrusted pull requests are kept away. */
    @DataBoundSetter
    public void setTrustedOnly(boolean trustedOnly) {
        this.openToUntrusted = !trustedOnly;
    }

    /** What a release to it says where nobody says anything else; null for nothing. */
    public Defaults getDefaults() {
        return defaults;
    }

    /** Says what a release to it says where nobody says anything else. */
    @DataBoundSetter
    public void setDefaults(Defaults defaults) {
        this.defaults = defaults;
    }

    /** Whether releases that nothing drives any more are taken back rather than only reported. */
    public boolean isTakeAbandonedBack() {
        return takeAbandonedBack;
    }

    /** Says whether releases that nothing drives any more are taken back. */
    @DataBoundSetter
    public void setTakeAbandonedBack(boolean takeAbandonedBack) {
        this.takeAbandonedBack = takeAbandonedBack;
    }

    /**
     * Checks what it says.
     *
     * @throws RefusedException if it is reached by nothing, or says what cannot be
     */
    void check() {
        if (access == null) {
            throw new RefusedException(
                    "cluster '" + getName() + "': access is missing; write one of server, kubeconfig, serviceAccount");
        }
        List<String> wrong = getNamespaces().stream()
                .filter(one -> !Namespaces.isPattern(one))
                .toList();
        if (!wrong.isEmpty()) {
            throw new RefusedException("cluster '" + getName() + "': namespaces: '" + String.join("', '", wrong)
                    + "' is no name of a namespace, nor one with *");
        }
        if (defaults != null) {
            defaults.check("cluster '" + getName() + "': defaults.");
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryCluster")
    public static final class DescriptorImpl extends OfferedDescriptor<Cluster> {
        /** Describes a cluster. */
        public DescriptorImpl() {
            super("namespaces");
        }

        @Override
        public String getDisplayName() {
            return Messages.Cluster_displayName();
        }

        /** Checks that they can be namespaces. */
        @POST
        public FormValidation doCheckNamespaces(@QueryParameter String value) {
            List<String> wrong = Texts.split(value).stream()
                    .filter(one -> !Namespaces.isPattern(one))
                    .toList();
            return !Jenkins.get().hasPermission(Jenkins.ADMINISTER) || wrong.isEmpty()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.Cluster_namespaces(Texts.join(wrong)));
        }

        /** Warns. */
        @POST
        public FormValidation doCheckTrustedOnly(@QueryParameter boolean value) {
            return value ? FormValidation.ok() : FormValidation.warning(Messages.Cluster_untrusted());
        }
    }
}
