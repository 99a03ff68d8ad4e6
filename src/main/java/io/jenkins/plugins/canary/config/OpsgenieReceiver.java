package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.notify.Kind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** An integration of Opsgenie. */
public final class OpsgenieReceiver extends HttpReceiver {
    /** Creates an entry. */
    @DataBoundConstructor
    public OpsgenieReceiver(String name) {
        super(name);
    }

    @Override
    Kind kind() {
        return Kind.OPSGENIE;
    }

    /** The form. */
    @Extension
    @Symbol("opsgenie")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.OPSGENIE, "Opsgenie");
        }
    }
}
