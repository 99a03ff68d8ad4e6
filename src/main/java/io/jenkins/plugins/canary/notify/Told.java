package io.jenkins.plugins.canary.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What of a release has been told to whom, in a file beside its journal: a driver that goes on with it tells nothing twice. One
 * line each, {@code destination<TAB>key}; a line that is torn is one that was not told. Safe for use by several threads.
 */
public final class Told {
    private static final Logger LOGGER = Logger.getLogger(Told.class.getName());

    private final Optional<Path> file;
    private final Set<String> lines = new HashSet<>();

    private Told(Optional<Path> file) {
        this.file = file;
    }

    /** What is remembered no longer than the program runs. */
    public static Told inMemory() {
        return new Told(Optional.empty());
    }

    /** What is remembered in that file, which need not be there. One that cannot be read is taken for empty, which the log says. */
    public static Told in(Path file) {
        Told told = new Told(Optional.of(file));
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(told.lines::add);
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINEST, "nothing was told yet", e);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " cannot be read: something may be told twice");
        }
        return told;
    }

    /** The file beside that journal. */
    public static Path beside(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".told");
    }

    synchronized boolean knows(String destination, String key) {
        return lines.contains(line(destination, key));
    }

    /** From now on it has been told, or is not told any more. */
    synchronized void note(String destination, String key) {
        String line = line(destination, key);
        if (lines.add(line) && file.isPresent()) {
            try {
                Files.writeString(file.get(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> file.get() + " cannot be written: something may be told twice");
            }
        }
    }

    private static String line(String destination, String key) {
        return destination + "\t" + key.replaceAll("[\\r\\n]", " ");
    }
}
