package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.verb.POST;

/** The metrics of a template of Jenkins' configuration, which stand in its place as soon as a step begins. */
public final class TemplateMetric extends MetricArgument {
    /** The word of a specification for it. */
    public static final String WORD = "template";

    private final String name;

    /** Creates what stands for that template. */
    @DataBoundConstructor
    public TemplateMetric(String name) {
        this.name = Util.fixNull(name).trim();
    }

    /** Name of the template. */
    public String getName() {
        return name;
    }

    @Override
    public Map<String, Object> toSpec() {
        return Map.of(WORD, name);
    }

    /** The template that stands in a specification's metrics at that place; empty if it is a metric. */
    public static Optional<String> named(Object metric) {
        return metric instanceof Map<?, ?> map && map.size() == 1
                ? Optional.ofNullable(map.get(WORD)).map(String::valueOf)
                : Optional.empty();
    }

    /** The form. */
    @Extension
    @Symbol(WORD)
    public static final class DescriptorImpl extends Descriptor<MetricArgument> {
        @Override
        public String getDisplayName() {
            return Messages.TemplateMetric_displayName();
        }

        /** The templates that the job may use. */
        @POST
        public ComboBoxModel doFillNameItems(@AncestorInPath Item item) {
            return Choices.combo(item, Item.EXTENDED_READ, () -> ConfiguredNames.ofTemplates(item));
        }
    }
}
