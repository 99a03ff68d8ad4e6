package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic by the routes of a Contour HTTPProxy. */
public final class ContourTraffic extends RouteTraffic {
    /** Creates the router of an HTTPProxy. */
    @DataBoundConstructor
    public ContourTraffic(String name) {
        super(name);
    }

    @Override
    RouterKind kind() {
        return RouterKind.CONTOUR;
    }

    /** The form. */
    @Extension
    @Symbol("contour")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.CONTOUR);
        }

        @Override
        public String getDisplayName() {
            return Messages.ContourTraffic_displayName();
        }
    }
}
