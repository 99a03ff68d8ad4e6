package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic by the backends of an SMI TrafficSplit. */
public final class SmiTraffic extends RouteTraffic {
    /** Creates the router of a TrafficSplit. */
    @DataBoundConstructor
    public SmiTraffic(String name) {
        super(name);
    }

    @Override
    RouterKind kind() {
        return RouterKind.SMI;
    }

    /** The form. */
    @Extension
    @Symbol("smi")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.SMI);
        }

        @Override
        public String getDisplayName() {
            return Messages.SmiTraffic_displayName();
        }
    }
}
