package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic without a router: the canary gets as much as it has of the pods behind the Service. */
public final class ReplicasTraffic extends TrafficArgument {
    /** Creates it; there is nothing to choose. */
    @DataBoundConstructor
    public ReplicasTraffic() {
        super();
    }

    @Override
    RouterKind kind() {
        return RouterKind.REPLICAS;
    }

    /** The form. */
    @Extension
    @Symbol("replicas")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.REPLICAS);
        }

        @Override
        public String getDisplayName() {
            return Messages.ReplicasTraffic_displayName();
        }
    }
}
