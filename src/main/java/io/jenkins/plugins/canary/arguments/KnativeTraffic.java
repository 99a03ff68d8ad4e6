package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic of a Knative Service, which splits it between its revisions. */
public final class KnativeTraffic extends TrafficArgument {
    /** Creates it; there is nothing to choose. */
    @DataBoundConstructor
    public KnativeTraffic() {
        super();
    }

    @Override
    RouterKind kind() {
        return RouterKind.KNATIVE;
    }

    /** The form. */
    @Extension
    @Symbol("knative")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.KNATIVE);
        }

        @Override
        public String getDisplayName() {
            return Messages.KnativeTraffic_displayName();
        }
    }
}
