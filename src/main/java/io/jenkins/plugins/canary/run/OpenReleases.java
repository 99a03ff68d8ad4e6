package io.jenkins.plugins.canary.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.Saveable;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Which builds have releases that are not over, and where, so that they are found without reading every build. A hint and no more:
 * what is not in it is watched by nobody, and what is in it wrongly is forgotten when it is looked at. Safe for use by several threads.
 */
@Extension
public final class OpenReleases implements Saveable {
    private static final Logger LOGGER = Logger.getLogger(OpenReleases.class.getName());

    private List<String> entries;
    private List<String> targets;

    /** The one of this Jenkins. */
    static OpenReleases get() {
        return ExtensionList.lookupSingleton(OpenReleases.class);
    }

    synchronized void remember(Run<?, ?> build, KeptRelease release) {
        String entry = Entry.of(build, release.getId()).text();
        String target = release.getTarget();
        if (!load().contains(entry)) {
            load().add(entry);
            targets.remove(target);
            targets.add(target);
            save();
        }
    }

    /** What was released and may be open still, whatever has become of its build. */
    synchronized List<Target> targets() {
        load();
        return targets.stream().map(OpenReleases::parse).toList();
    }

    /** The cluster knows of nothing that is open on that target; a build may be about to open something. */
    void settled(Target target) {
        if (on(target).isEmpty()) {
            forget(target);
        }
    }

    /** The release of a build on that target that is not over, as far as it is known here. */
    Optional<LiveRelease> on(Target target) {
        return entries().stream()
                .flatMap(entry -> entry.live().stream())
                .filter(live -> live.kept().target().equals(target))
                .findFirst();
    }

    private synchronized void forget(Target target) {
        load();
        if (targets.remove(target.toString())) {
            save();
        }
    }

    private static Target parse(String target) {
        String[] parts = target.split("/", 3);
        return new Target(parts[0], parts[1], WorkloadName.parse(parts[2]));
    }

    synchronized void forget(Run<?, ?> build, String release) {
        forget(Entry.of(build, release));
    }

    synchronized void forget(Entry entry) {
        if (load().remove(entry.text())) {
            save();
        }
    }

    synchronized List<Entry> entries() {
        return load().stream().map(Entry::parse).toList();
    }

    /** The release of that id, wherever it is. */
    Optional<LiveRelease> find(String release) {
        return entries().stream()
                .filter(entry -> entry.release().equals(release))
                .flatMap(entry -> entry.live().stream())
                .findFirst();
    }

    /** Whether a build of that job has a release on that target which is not over. */
    boolean isOpenedBy(Job<?, ?> job, Target target) {
        return entries().stream()
                .filter(entry -> entry.job().equals(job.getFullName()))
                .flatMap(entry -> entry.live().stream())
                .anyMatch(live -> live.kept().target().equals(target));
    }

    private List<String> load() {
        if (entries == null) {
            entries = new ArrayList<>();
            try {
                if (file().exists()) {
                    file().unmarshal(this);
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "Open releases are not known, and not watched between steps", e);
            }
            targets = targets == null ? new ArrayList<>() : targets;
        }
        return entries;
    }

    @Override
    public synchronized void save() {
        try {
            file().write(this);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Open releases cannot be noted; they are not watched after a restart", e);
        }
    }

    private static XmlFile file() {
        return new XmlFile(
                Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), OpenReleases.class.getName() + ".xml"));
    }

    /**
     * A release of a build.
     *
     * @param build as {@link Run#fromExternalizableId} takes it
     */
    record Entry(String build, String release) {
        static Entry of(Run<?, ?> build, String release) {
            return new Entry(build.getExternalizableId(), release);
        }

        static Entry parse(String text) {
            int space = text.indexOf(' ');
            return new Entry(text.substring(space + 1), text.substring(0, space));
        }

        /** The release, if its build is still there and has it. */
        Optional<LiveRelease> live() {
            Run<?, ?> found = Run.fromExternalizableId(build);
            CanaryRunAction action = found == null ? null : found.getAction(CanaryRunAction.class);
            return Optional.ofNullable(action)
                    .flatMap(all ->
                            all.withId(release).filter(kept -> !kept.isOver()).map(all::live));
        }

        /** Full name of the build's job. */
        String job() {
            return build.substring(0, build.lastIndexOf('#'));
        }

        String text() {
            return release + " " + build;
        }
    }
}
