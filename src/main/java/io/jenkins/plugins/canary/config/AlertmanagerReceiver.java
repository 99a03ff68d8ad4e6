package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.notify.Kind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** An Alertmanager. */
public final class AlertmanagerReceiver extends HttpReceiver {
    /** Creates an entry. */
    @DataBoundConstructor
    public AlertmanagerReceiver(String name) {
        super(name);
    }

    @Override
    Kind kind() {
        return Kind.ALERTMANAGER;
    }

    /** The form. */
    @Extension
    @Symbol("alertmanager")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.ALERTMANAGER, "Alertmanager");
        }
    }
}
