package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Traffic by the weighted services of a TraefikService. */
public final class TraefikTraffic extends RouteTraffic {
    /** Creates the router of a TraefikService. */
    @DataBoundConstructor
    public TraefikTraffic(String name) {
        super(name);
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
        return RouterKind.TRAEFIK;
    }

    /** The form. */
    @Extension
    @Symbol("traefik")
    public static final class DescriptorImpl extends KeepingDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.TRAEFIK);
        }

        @Override
        public String getDisplayName() {
            return Messages.TraefikTraffic_displayName();
        }
    }
}
