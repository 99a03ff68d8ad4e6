package io.jenkins.plugins.canary.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.canary.notify.Channel;
import io.jenkins.plugins.canary.notify.Severity;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** People who get mail, by the mail server that Jenkins knows. There is one where the Mailer plugin is. */
public final class EmailReceiver extends Receiver {
    private final String to;

    /** Creates an entry. */
    @DataBoundConstructor
    public EmailReceiver(String name, String to) {
        super(name);
        this.to = Util.fixNull(to).trim();
    }

    /** Addresses, with spaces or commas between. */
    public String getTo() {
        return to;
    }

    @Override
    Severity usual() {
        return Severity.WARNING;
    }

    @Override
    Channel channel() {
        return new EmailChannel(to);
    }

    @Override
    List<String> mistakes() {
        return to.contains("@") ? List.of() : List.of("to: there is no address; write for instance team@example.org");
    }

    /** The form. */
    @OptionalExtension(requirePlugins = "mailer")
    @Symbol("email")
    public static final class DescriptorImpl extends ReceiverDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.EmailReceiver_displayName();
        }

        /** Sends something that says that nothing has happened. */
        @POST
        public FormValidation doTest(@QueryParameter String to) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return tried(new EmailChannel(Util.fixNull(to)));
        }
    }
}
