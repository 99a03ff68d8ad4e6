package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * The journals of releases that the guard takes back though their builds are gone: one file each, in the folder
 * {@code canary-guard} of Jenkins' home, which stays until an administrator clears it away.
 */
final class GuardJournals {
    /** How many are told of. */
    private static final int MOST = 20;

    private static final String SEEN = "seen";

    private GuardJournals() {}

    /** The journal of a release; goes on with what is there. */
    static FileJournal open(String release) {
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(folder() + " cannot be made: " + e.getMessage(), e);
        }
        return FileJournal.open(file(release));
    }

    /** Where the journal of a release is. */
    static Path file(String release) {
        return folder().resolve("canary-" + release.replaceAll("[^-A-Za-z0-9_]", "_") + ".jsonl");
    }

    /** Whether there is something that no administrator has seen. Opens no journal: pages ask it all the time. */
    static boolean anyUnseen() {
        if (!Files.isDirectory(folder())) {
            return false;
        }
        try (Stream<Path> files = unseenFiles()) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            return true; // and the sentences say why
        }
    }

    /** What became of them, newest first, one sentence each with the place of the journal; without what was seen already. */
    static List<String> unseen() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = unseenFiles()) {
            return files.sorted(
                            Comparator.comparing((Path file) -> changed(file).orElse(Instant.EPOCH))
                                    .reversed())
                    .limit(MOST)
                    .map(GuardJournals::sentence)
                    .toList();
        } catch (IOException e) {
            return List.of(folder() + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isJournal(Path file) {
        return file.getFileName().toString().matches("canary-.*\\.jsonl(\\.gz)?");
    }

    private static Stream<Path> unseenFiles() throws IOException {
        Instant seen = changed(folder().resolve(SEEN)).orElse(Instant.EPOCH);
        return Files.list(folder())
                .filter(GuardJournals::isJournal)
                .filter(file -> changed(file).filter(seen::isBefore).isPresent());
    }

    /** An administrator has read of all of them. */
    static void see() throws IOException {
        Path seen = folder().resolve(SEEN);
        if (!Files.exists(seen)) {
            Files.createFile(seen);
        }
        Files.setLastModifiedTime(seen, FileTime.from(newest()));
    }

    private static Instant newest() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.flatMap(file -> changed(file).stream())
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
        }
    }

    private static String sentence(Path file) {
        try {
            return FileJournal.read(file).stream()
                    .flatMap(entry -> told(entry).stream())
                    .reduce((first, then) -> first + " – " + then)
                    .map(text -> text + " (" + file + ")")
                    .orElse(file.toString());
        } catch (JournalException e) {
            return file + ": " + e.getMessage();
        }
    }

    private static Optional<String> told(Entry entry) {
        if (entry instanceof Entry.Event event && event.kind().equals(LoneRollback.GUARD)) {
            return Optional.of(event.at() + ": " + event.sentence());
        }
        return entry instanceof Entry.Ended ended
                ? Optional.of(ended.outcome() + ": " + ended.reason())
                : Optional.empty();
    }

    private static Optional<Instant> changed(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(Files.getLastModifiedTime(file).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve("canary-guard");
    }
}
