package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic by a second Ingress, which ingress-nginx takes for the canary of the first. */
public final class NginxTraffic extends IngressTraffic {
    /** Creates the router of an Ingress. */
    @DataBoundConstructor
    public NginxTraffic(String ingress) {
        super(ingress);
    }

    @Override
    RouterKind kind() {
        return RouterKind.NGINX;
    }

    /** The form. */
    @Extension
    @Symbol("nginx")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.NGINX);
        }

        @Override
        public String getDisplayName() {
            return Messages.NginxTraffic_displayName();
        }
    }
}
