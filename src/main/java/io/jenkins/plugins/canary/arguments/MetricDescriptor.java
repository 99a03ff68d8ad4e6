package io.jenkins.plugins.canary.arguments;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The form of a metric. */
public abstract class MetricDescriptor extends Descriptor<MetricArgument> {
    private final String[] lists;

    /** A form whose fields of these names are lists that are written as one text. */
    protected MetricDescriptor(String... lists) {
        this.lists = lists.clone();
    }

    @Override
    public MetricArgument newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        return super.newInstance(request, FormTexts.withLists(form, lists));
    }

    /** A list as the form shows it. */
    public String listed(List<?> values) {
        return FormTexts.listed(values);
    }

    /** The configured metric sources. */
    @POST
    public ListBoxModel doFillSourceItems(@AncestorInPath Item item, @QueryParameter String source) {
        return Choices.of(item, ConfiguredNames.ofSources(item), source);
    }

    /** Yes, no, or not said. */
    @POST
    public ListBoxModel doFillCriticalItems() {
        return Choices.yesOrNo();
    }
}
