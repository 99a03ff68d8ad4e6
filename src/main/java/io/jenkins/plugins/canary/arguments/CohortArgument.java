package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Users who all get the canary: {@code [header: 'x-user-group', value: 'beta']}. */
public final class CohortArgument implements SpecPart, Describable<CohortArgument> {
    private String header;
    private String cookie;
    private String value;
    private String pattern;
    private Integer share;

    /** Creates a cohort of nobody yet. */
    @DataBoundConstructor
    public CohortArgument() {
        super();
    }

    /** Name of the header that their requests carry, or null. */
    public String getHeader() {
        return header;
    }

    /** Sets what {@link #getHeader()} says. */
    @DataBoundSetter
    public void setHeader(String header) {
        this.header = Util.fixEmptyAndTrim(header);
    }

    /** Name of the cookie that their requests carry, or null. */
    public String getCookie() {
        return cookie;
    }

    /** Sets what {@link #getCookie()} says. */
    @DataBoundSetter
    public void setCookie(String cookie) {
        this.cookie = Util.fixEmptyAndTrim(cookie);
    }

    /** The value that it has, or null. */
    public String getValue() {
        return value;
    }

    /** Sets what {@link #getValue()} says. */
    @DataBoundSetter
    public void setValue(String value) {
        this.value = Util.fixEmpty(value);
    }

    /** The regular expression that its value fits, or null. */
    public String getPattern() {
        return pattern;
    }

    /** Sets what {@link #getPattern()} says. */
    @DataBoundSetter
    public void setPattern(String pattern) {
        this.pattern = Util.fixEmpty(pattern);
    }

    /** Percent of all requests that they make at most; null for all. */
    public Integer getShare() {
        return share;
    }

    /** Sets what {@link #getShare()} says. */
    @DataBoundSetter
    public void setShare(Integer share) {
        this.share = share;
    }

    @Override
    public Object toSpec() {
        SpecArguments fields = new SpecArguments();
        fields.set("header", header);
        fields.set("cookie", cookie);
        fields.set("value", value);
        fields.set("pattern", pattern);
        fields.set("share", share);
        return fields.toMap();
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<CohortArgument> {
        @Override
        public String getDisplayName() {
            return Messages.CohortArgument_displayName();
        }
    }
}
