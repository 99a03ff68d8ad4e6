package io.jenkins.plugins.canary.config;

import hudson.Util;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** An entry of the configuration with a name, that may be kept for the jobs of some folders. */
public abstract class Offered implements Named {
    private final String name;
    private List<String> folders;

    /** Gives it its name. */
    protected Offered(String name) {
        this.name = Util.fixNull(name).trim();
    }

    @Override
    public final String getName() {
        return name;
    }

    /** Full names of the folders, each with the folders in it; empty for all jobs. */
    public final List<String> getFolders() {
        return folders == null ? List.of() : List.copyOf(folders);
    }

    /** Keeps it for the jobs of those folders; none for all jobs. */
    @DataBoundSetter
    public final void setFolders(List<String> folders) {
        this.folders = Texts.clean(folders);
    }

    /** Whether a job may use it. */
    final boolean isOfferedTo(String job) {
        return getFolders().isEmpty()
                || getFolders().stream().anyMatch(folder -> job.equals(folder) || job.startsWith(folder + "/"));
    }
}
