package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Traffic by the forward actions in the annotations of an Ingress for an AWS load balancer. */
public final class AlbTraffic extends IngressTraffic {
    /** Creates the router of an Ingress. */
    @DataBoundConstructor
    public AlbTraffic(String ingress) {
        super(ingress);
    }

    /** For how long a user stays with the version that answered first; null if each request is drawn anew. */
    public String getAffinity() {
        return keptFor();
    }

    /** Sets what {@link #getAffinity()} says. */
    @DataBoundSetter
    public void setAffinity(String affinity) {
        keepFor(affinity);
    }

    @Override
    RouterKind kind() {
        return RouterKind.ALB;
    }

    /** The form. */
    @Extension
    @Symbol("alb")
    public static final class DescriptorImpl extends KeepingDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.ALB);
        }

        @Override
        public String getDisplayName() {
            return Messages.AlbTraffic_displayName();
        }
    }
}
