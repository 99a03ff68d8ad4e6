package io.jenkins.plugins.canary.config;

import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A metric source that metrics may name. */
public abstract class Source implements Offered, Describable<Source>, ExtensionPoint {
    private final String name;
    private List<String> folders;

    /** Gives it its name. */
    protected Source(String name) {
        this.name = Util.fixNull(name).trim();
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public final List<String> getFolders() {
        return folders == null ? List.of() : List.copyOf(folders);
    }

    /** Keeps it for the jobs of those folders; none for all jobs. */
    @DataBoundSetter
    public final void setFolders(List<String> folders) {
        this.folders = Texts.clean(folders);
    }

    /**
     * Makes the engine's source with the credentials as they are now. Nothing is sent yet.
     *
     * @throws RefusedException if the address is none, or the credentials are gone
     */
    abstract MetricSource open();
}
