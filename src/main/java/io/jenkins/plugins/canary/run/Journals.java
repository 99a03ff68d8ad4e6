package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where journals are: beside {@code build.xml}, one file per release. */
public final class Journals {
    private Journals() {}

    /** Reads the journal of a release, whether it is being written or finished; empty if nothing was written yet. */
    public static List<Entry> read(Run<?, ?> build, KeptRelease release) {
        Path file = file(build, release.getId());
        boolean there = Files.exists(file) || Files.exists(file.resolveSibling(file.getFileName() + ".gz"));
        return there ? FileJournal.read(file) : List.of();
    }

    static Path file(Run<?, ?> build, String release) {
        return build.getRootDir().toPath().resolve("canary-" + release + ".jsonl");
    }
}
