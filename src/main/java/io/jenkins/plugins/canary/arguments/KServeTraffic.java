package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic of a KServe InferenceService, which splits it between revisions of its predictor. */
public final class KServeTraffic extends TrafficArgument {
    /** Creates it; there is nothing to choose. */
    @DataBoundConstructor
    public KServeTraffic() {
        super();
    }

    @Override
    RouterKind kind() {
        return RouterKind.KSERVE;
    }

    /** The form. */
    @Extension
    @Symbol("kserve")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.KSERVE);
        }

        @Override
        public String getDisplayName() {
            return Messages.KServeTraffic_displayName();
        }
    }
}
