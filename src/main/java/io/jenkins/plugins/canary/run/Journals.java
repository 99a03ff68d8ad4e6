package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.notify.Told;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Where journals are: beside {@code build.xml}, one file per release. */
public final class Journals {
    private Journals() {}

    /** Reads the journal of a release, whether it is being written or finished; empty if nothing was written yet. */
    public static List<Entry> read(Run<?, ?> build, KeptRelease release) {
        Path file = file(build, release.getId());
        boolean there = Files.exists(file) || Files.exists(file.resolveSibling(file.getFileName() + ".gz"));
        return there ? FileJournal.read(file) : List.of();
    }

    /** A text that differs where the journal does: cheap to have, however long the journal is. */
    public static String mark(Run<?, ?> build, KeptRelease release) {
        try {
            Path file = present(build, release);
            return Files.size(file) + "-" + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return "none";
        }
    }

    /**
     * Copies the lines of a journal, whether it is compressed or not.
     *
     * @throws IOException also if there is none
     */
    public static void write(Run<?, ?> build, KeptRelease release, OutputStream out) throws IOException {
        Path file = present(build, release);
        try (InputStream in = Files.newInputStream(file);
                InputStream lines = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            lines.transferTo(out);
        }
    }

    private static Path present(Run<?, ?> build, KeptRelease release) {
        Path file = file(build, release.getId());
        return Files.exists(file) ? file : file.resolveSibling(file.getFileName() + ".gz");
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
