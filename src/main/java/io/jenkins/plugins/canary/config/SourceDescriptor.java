package io.jenkins.plugins.canary.config;

import hudson.model.AutoCompletionCandidates;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The form of a metric source: what all kinds have. */
public abstract class SourceDescriptor extends Descriptor<Source> {
    @Override
    public Source newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        return super.newInstance(request, Texts.withLists(form, "folders"));
    }

    /** A list as the form shows it. */
    public String listed(List<String> names) {
        return Texts.join(names);
    }

    /** Checks the name. */
    @POST
    public FormValidation doCheckName(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Named.validate(value) : FormValidation.ok();
    }

    /** Warns of folders that are not there. */
    @POST
    public FormValidation doCheckFolders(@QueryParameter String value) {
        return FolderNames.validate(value);
    }

    /** Folders that are there. */
    @POST
    public AutoCompletionCandidates doAutoCompleteFolders(@QueryParameter String value) {
        return FolderNames.complete(value);
    }
}
