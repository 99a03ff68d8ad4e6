package io.jenkins.plugins.canary.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.Saveable;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The releases that have come to an outcome, newest last, so that pages of many releases read no build. What is here is a copy:
 * a build that is deleted stays counted, and is shown to those who may see its job. Safe for use by several threads.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class PastReleases implements Saveable {
    private static final Logger LOGGER = Logger.getLogger(PastReleases.class.getName());

    /** A year of forty releases a week. */
    private static final int MOST = 2000;

    private List<PastRelease> releases;

    /** The ones of this Jenkins. */
    static PastReleases get() {
        return ExtensionList.lookupSingleton(PastReleases.class);
    }

    /** All of them, oldest first. */
    public static List<PastRelease> all() {
        return get().copy();
    }

    /** The latest of a job's. */
    public static Optional<PastRelease> latest(Job<?, ?> job) {
        String name = job.getFullName();
        return all().stream().filter(release -> release.getJob().equals(name)).reduce((earlier, later) -> later);
    }

    /** From now on it is known; in place of what was known of it before. */
    synchronized void remember(Run<?, ?> build, KeptRelease release) {
        if (release.getOutcome().isEmpty() || release.getCourse().opened().isEmpty()) {
            return; // nothing was released
        }
        load().removeIf(known -> known.getId().equals(release.getId()));
        releases.add(new PastRelease(build, release));
        while (releases.size() > MOST) {
            releases.remove(0);
        }
        save();
    }

    private synchronized List<PastRelease> copy() {
        return List.copyOf(load());
    }

    private List<PastRelease> load() {
        if (releases == null) {
            releases = new ArrayList<>();
            try {
                if (file().exists()) {
                    file().unmarshal(this);
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "Past releases are not known, and missing on pages of many releases", e);
            }
        }
        return releases;
    }

    @Override
    public synchronized void save() {
        try {
            file().write(this);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Past releases cannot be noted", e);
        }
    }

    private static XmlFile file() {
        return new XmlFile(
                Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), PastReleases.class.getName() + ".xml"));
    }
}
