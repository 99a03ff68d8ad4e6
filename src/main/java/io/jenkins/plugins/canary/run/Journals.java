package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.notify.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /**
     * Gives another build the journal as it is now, and what was told of it; a journal of the same release that is there is
     * replaced.
     */
    static void copy(Run<?, ?> from, Run<?, ?> to, String release) throws IOException {
        copy(Told.beside(file(from, release)), Told.beside(file(to, release)));
        copy(file(from, release), file(to, release));
    }

    private static void copy(Path source, Path target) throws IOException {
        if (Files.exists(source)) {
            Path half = target.resolveSibling(target.getFileName() + ".tmp");
            Files.copy(source, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static Path file(Run<?, ?> build, String release) {
        return build.getRootDir().toPath().resolve("canary-" + release + ".jsonl");
    }
}
