package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A header that is sent with every question to a source, such as the key of an API gateway. */
public final class SourceHeader implements Describable<SourceHeader> {
    private final String name;
    private String value;
    private String credentialsId;

    /** Creates a header without a value. */
    @DataBoundConstructor
    public SourceHeader(String name) {
        this.name = Util.fixNull(name).trim();
    }

    /** Its name. */
    public String getName() {
        return name;
    }

    /** Its value, where that is no secret; null otherwise. */
    public String getValue() {
        return value;
    }

    /** Sends that value; blank for none. */
    @DataBoundSetter
    public void setValue(String value) {
        this.value = Util.fixEmptyAndTrim(value);
    }

    /** Id of a secret text that is its value; null if it is no secret. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** Sends that secret text; blank for none. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The form. */
    @Extension
    @Symbol("header")
    public static final class DescriptorImpl extends Descriptor<SourceHeader> {
        @Override
        public String getDisplayName() {
            return Messages.SourceHeader_displayName();
        }

        /** Secret texts. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsById.items(credentialsId, "", CredentialsById.TEXT);
        }
    }
}
