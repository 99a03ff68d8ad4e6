package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.notify.Kind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A chat or channel of Microsoft Teams. */
public final class TeamsReceiver extends HttpReceiver {
    /** Creates an entry. */
    @DataBoundConstructor
    public TeamsReceiver(String name) {
        super(name);
    }

    @Override
    Kind kind() {
        return Kind.TEAMS;
    }

    /** The form. */
    @Extension
    @Symbol("teams")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.TEAMS, "Microsoft Teams");
        }
    }
}
