package io.jenkins.plugins.canary.config;

import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The form of an entry that has a name and may be kept for the jobs of some folders. A form that includes the page {@code folders}
 * shows the folders as one text with commas between.
 *
 * @param <T> the entry
 */
public abstract class OfferedDescriptor<T extends Describable<T>> extends Descriptor<T> {
    private final String[] lists;

    /**
     * Describes an entry.
     *
     * @param lists the fields beside {@code folders} that are lists and stand in the form as one text
     */
    protected OfferedDescriptor(String... lists) {
        this.lists = Stream.concat(Stream.of("folders"), Stream.of(lists)).toArray(String[]::new);
    }

    @Override
    public T newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        return super.newInstance(request, Texts.withLists(form, lists));
    }

    /** A list as the form shows it. */
    public final String listed(List<String> names) {
        return Texts.join(names);
    }

    /** Checks the name. */
    @POST
    public final FormValidation doCheckName(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Named.validate(value) : FormValidation.ok();
    }

    /** Warns of folders that are not there. */
    @POST
    public final FormValidation doCheckFolders(@QueryParameter String value) {
        return FolderNames.validate(value);
    }

    /** Folders that are there. */
    @POST
    public final AutoCompletionCandidates doAutoCompleteFolders(@QueryParameter String value) {
        return FolderNames.complete(value);
    }
}
