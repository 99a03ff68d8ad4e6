package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Requests and limits of the container: {@code [requests: [cpu: '1'], limits: [memory: '1Gi']]}. */
public final class ResourcesArgument implements SpecPart, Describable<ResourcesArgument> {
    private NamedTexts requests;
    private NamedTexts limits;

    /** Creates resources that change nothing yet. */
    @DataBoundConstructor
    public ResourcesArgument() {
        super();
    }

    /** Resource to quantity, or null. */
    public NamedTexts getRequests() {
        return requests;
    }

    /** Sets what {@link #getRequests()} says. */
    @DataBoundSetter
    public void setRequests(NamedTexts requests) {
        this.requests = requests;
    }

    /** Resource to quantity, or null. */
    public NamedTexts getLimits() {
        return limits;
    }

    /** Sets what {@link #getLimits()} says. */
    @DataBoundSetter
    public void setLimits(NamedTexts limits) {
        this.limits = limits;
    }

    @Override
    public Object toSpec() {
        SpecArguments fields = new SpecArguments();
        fields.set("requests", requests);
        fields.set("limits", limits);
        return fields.toMap();
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ResourcesArgument> {
        @Override
        public String getDisplayName() {
            return Messages.ResourcesArgument_displayName();
        }
    }
}
