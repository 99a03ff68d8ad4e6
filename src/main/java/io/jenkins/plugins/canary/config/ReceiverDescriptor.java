package io.jenkins.plugins.canary.config;

import hudson.model.AutoCompletionCandidates;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.notify.Channel;
import io.jenkins.plugins.canary.notify.DeliveryException;
import io.jenkins.plugins.canary.notify.Links;
import io.jenkins.plugins.canary.notify.News;
import io.jenkins.plugins.canary.notify.Occasion;
import io.jenkins.plugins.canary.notify.Severity;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Clock;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of somebody who is told: what all kinds have. */
public abstract class ReceiverDescriptor extends OfferedDescriptor<Receiver> {
    /** Describes a kind. */
    protected ReceiverDescriptor() {
        super("occasions");
    }

    /** Severities. */
    @POST
    public ListBoxModel doFillLeastItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Receiver_usual(), "");
        Stream.of(Severity.values()).forEach(severity -> items.add(severity.word(), severity.word()));
        return items;
    }

    /** Occasions. */
    @POST
    public AutoCompletionCandidates doAutoCompleteOccasions(@QueryParameter String value) {
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return candidates;
        }
        Stream.of(Occasion.values())
                .map(Occasion::word)
                .filter(word -> word.startsWith(value.trim()))
                .forEach(candidates::add);
        return candidates;
    }

    /** Sends something that says that nothing has happened. */
    static FormValidation tried(Channel channel) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String root = JenkinsLocationConfiguration.get().getUrl();
        Links links = new Links(root == null ? "" : root, "", "", "", "");
        try {
            channel.deliver(News.test(Clock.systemUTC().instant(), links));
            return FormValidation.ok(Messages.Receiver_sent());
        } catch (DeliveryException | RefusedException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
