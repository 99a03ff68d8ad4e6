package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic by the backends of an OpenShift Route. */
public final class OpenShiftTraffic extends RouteTraffic {
    /** Creates the router of a Route. */
    @DataBoundConstructor
    public OpenShiftTraffic(String name) {
        super(name);
    }

    @Override
    RouterKind kind() {
        return RouterKind.OPENSHIFT;
    }

    /** The form. */
    @Extension
    @Symbol("openshift")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.OPENSHIFT);
        }

        @Override
        public String getDisplayName() {
            return Messages.OpenShiftTraffic_displayName();
        }
    }
}
