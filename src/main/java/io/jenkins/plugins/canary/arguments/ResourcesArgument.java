package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Requests and limits of the container: {@code [requests: [cpu: '1'], limits: [memory: '1Gi']]}. */
public final class ResourcesArgument implements SpecPart, Describable<ResourcesArgument> {
    private Map<String, String> requests;
    private Map<String, String> limits;

    /** Creates resources that change nothing yet. */
    @DataBoundConstructor
    public ResourcesArgument() {
        super();
    }

    /** Resource to quantity, or null. */
    public Map<String, String> getRequests() {
        return requests;
    }

    /** Sets what {@link #getRequests()} says. */
    @DataBoundSetter
    public void setRequests(Map<String, String> requests) {
        this.requests = copy(requests);
    }

    /** Resource to quantity, or null. */
    public Map<String, String> getLimits() {
        return limits;
    }

    /** Sets what {@link #getLimits()} says. */
    @DataBoundSetter
    public void setLimits(Map<String, String> limits) {
        this.limits = copy(limits);
    }

    private static Map<String, String> copy(Map<String, String> map) {
        return map == null || map.isEmpty() ? null : new LinkedHashMap<>(map);
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

        @Override
        public ResourcesArgument newInstance(StaplerRequest2 request, JSONObject form) {
            JSONObject plain = FormTexts.withLists(form);
            ResourcesArgument resources = new ResourcesArgument();
            resources.setRequests(FormTexts.takeMap(plain, "requests"));
            resources.setLimits(FormTexts.takeMap(plain, "limits"));
            return resources;
        }

        /** A map as the form shows it. */
        public String lines(Map<String, String> map) {
            return FormTexts.lines(map);
        }
    }
}
