package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.release.GateType;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Who is asked by HTTP whether a release may go on: {@code [type: 'confirm-promotion', url: 'https://gate.example.org/open']}. */
public final class GateArgument implements SpecPart, Describable<GateArgument> {
    private final String type;
    private final String url;
    private String name;
    private String timeout;
    private Integer retries;
    private String every;
    private String limit;
    private Integer threshold;
    private String onFailure;
    private NamedTexts metadata;

    /** Creates a gate. */
    @DataBoundConstructor
    public GateArgument(String type, String url) {
        this.type = Util.fixEmptyAndTrim(type);
        this.url = Util.fixEmptyAndTrim(url);
    }

    /** When it is asked, and what its answer does. */
    public String getType() {
        return type;
    }

    /** Where it is asked. */
    public String getUrl() {
        return url;
    }

    /** Name, unique in the release; null for its type. */
    public String getName() {
        return name;
    }

    /** Sets what {@link #getName()} says. */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** How long one call may take; null for ten seconds. */
    public String getTimeout() {
        return timeout;
    }

    /** Sets what {@link #getTimeout()} says. */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
    }

    /** How often a call that failed is made again at once; null for never. */
    public Integer getRetries() {
        return retries;
    }

    /** Sets what {@link #getRetries()} says. */
    @DataBoundSetter
    public void setRetries(Integer retries) {
        this.retries = retries;
    }

    /** How often it is asked; null for every 15 seconds. */
    public String getEvery() {
        return every;
    }

    /** Sets what {@link #getEvery()} says. */
    @DataBoundSetter
    public void setEvery(String every) {
        this.every = Util.fixEmptyAndTrim(every);
    }

    /** How long it is waited for; null for an hour. */
    public String getLimit() {
        return limit;
    }

    /** Sets what {@link #getLimit()} says. */
    @DataBoundSetter
    public void setLimit(String limit) {
        this.limit = Util.fixEmptyAndTrim(limit);
    }

    /** After how many noes in a row a check has failed; null for three. */
    public Integer getThreshold() {
        return threshold;
    }

    /** Sets what {@link #getThreshold()} says. */
    @DataBoundSetter
    public void setThreshold(Integer threshold) {
        this.threshold = threshold;
    }

    /** What is done then: hold or rollback; null for hold. */
    public String getOnFailure() {
        return onFailure;
    }

    /** Sets what {@link #getOnFailure()} says. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure);
    }

    /** What it is told besides; null for nothing. */
    public NamedTexts getMetadata() {
        return metadata;
    }

    /** Sets what {@link #getMetadata()} says. */
    @DataBoundSetter
    public void setMetadata(NamedTexts metadata) {
        this.metadata = metadata == null || metadata.getEntries().isEmpty() ? null : metadata;
    }

    @Override
    public Object toSpec() {
        SpecArguments fields = new SpecArguments();
        fields.set("type", type);
        fields.set("url", url);
        fields.set("name", name);
        fields.set("timeout", timeout);
        fields.set("retries", retries);
        fields.set("every", every);
        fields.set("limit", limit);
        fields.set("threshold", threshold);
        fields.set("onFailure", onFailure);
        fields.set("metadata", metadata);
        return fields.toMap();
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<GateArgument> {
        @Override
        public String getDisplayName() {
            return Messages.GateArgument_displayName();
        }

        /** The kinds of gates. */
        @POST
        public ListBoxModel doFillTypeItems() {
            ListBoxModel items = new ListBoxModel();
            Stream.of(GateType.values()).forEach(kind -> items.add(kind.word(), kind.word()));
            return items;
        }

        /** What can be done when a gate says no for too long. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel items = new ListBoxModel();
            items.add("", "");
            items.add("hold", "hold");
            items.add("rollback", "rollback");
            return items;
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckTimeout(@QueryParameter String value) {
            return Checks.duration(value);
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckEvery(@QueryParameter String value) {
            return Checks.duration(value);
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckLimit(@QueryParameter String value) {
            return Checks.duration(value);
        }
    }
}
