package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** ConfigMaps and Secrets with other contents: {@code [configMaps: [settings: 'settings-next']]}. */
public final class ConfigArgument implements SpecPart, Describable<ConfigArgument> {
    private NamedTexts configMaps;
    private NamedTexts secrets;

    /** Creates a change of nothing yet. */
    @DataBoundConstructor
    public ConfigArgument() {
        super();
    }

    /** ConfigMap to the one that has the new contents, or null. */
    public NamedTexts getConfigMaps() {
        return configMaps;
    }

    /** Sets what {@link #getConfigMaps()} says. */
    @DataBoundSetter
    public void setConfigMaps(NamedTexts configMaps) {
        this.configMaps = configMaps;
    }

    /** Secret to the one that has the new contents, or null. */
    public NamedTexts getSecrets() {
        return secrets;
    }

    /** Sets what {@link #getSecrets()} says. */
    @DataBoundSetter
    public void setSecrets(NamedTexts secrets) {
        this.secrets = secrets;
    }

    @Override
    public Object toSpec() {
        SpecArguments fields = new SpecArguments();
        fields.set("configMaps", configMaps);
        fields.set("secrets", secrets);
        return fields.toMap();
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ConfigArgument> {
        @Override
        public String getDisplayName() {
            return Messages.ConfigArgument_displayName();
        }
    }
}
