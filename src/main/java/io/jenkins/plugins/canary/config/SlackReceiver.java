package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.notify.Kind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A channel of Slack. */
public final class SlackReceiver extends HttpReceiver {
    /** Creates an entry. */
    @DataBoundConstructor
    public SlackReceiver(String name) {
        super(name);
    }

    @Override
    Kind kind() {
        return Kind.SLACK;
    }

    /** The form. */
    @Extension
    @Symbol("slack")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.SLACK, "Slack");
        }
    }
}
