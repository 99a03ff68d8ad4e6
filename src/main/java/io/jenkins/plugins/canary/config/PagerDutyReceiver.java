package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.notify.Kind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A service of PagerDuty. */
public final class PagerDutyReceiver extends HttpReceiver {
    /** Creates an entry. */
    @DataBoundConstructor
    public PagerDutyReceiver(String name) {
        super(name);
    }

    @Override
    Kind kind() {
        return Kind.PAGERDUTY;
    }

    /** The form. */
    @Extension
    @Symbol("pagerduty")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.PAGERDUTY, "PagerDuty");
        }
    }
}
