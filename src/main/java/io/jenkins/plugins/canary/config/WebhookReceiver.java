package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.notify.Kind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Any receiver of signed JSON. */
public final class WebhookReceiver extends HttpReceiver {
    /** Creates an entry. */
    @DataBoundConstructor
    public WebhookReceiver(String name) {
        super(name);
    }

    @Override
    Kind kind() {
        return Kind.WEBHOOK;
    }

    /** The form. */
    @Extension
    @Symbol("webhook")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.WEBHOOK, "Webhook");
        }
    }
}
