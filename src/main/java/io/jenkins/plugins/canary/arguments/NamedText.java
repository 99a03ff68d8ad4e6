package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.stapler.DataBoundConstructor;

/** One entry of {@link NamedTexts}. */
public final class NamedText implements Describable<NamedText> {
    private final String name;
    private final String value;

    /** Creates an entry. */
    @DataBoundConstructor
    public NamedText(String name, String value) {
        this.name = Util.fixNull(name).trim();
        this.value = Util.fixNull(value);
    }

    /** Its name. */
    public String getName() {
        return name;
    }

    /** What it is. */
    public String getValue() {
        return value;
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<NamedText> {
        @Override
        public String getDisplayName() {
            return Messages.NamedText_displayName();
        }
    }
}
