package io.jenkins.plugins.canary.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file of lines that is only ever added to. The last line counts only when its end has been written: what follows the last
 * line's end is what a crash left of a write, and the next write takes its place.
 */
final class LineFile {
    private static final int BLOCK = 1 << 16;

    private final Path path;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long length;
    private boolean torn;

    LineFile(Path path) {
        this.path = path;
    }

    /** Reads all whole lines, and will add after the last of them. */
    void read(Consumer<String> lines) throws IOException {
        length = wholeLines(Long.MAX_VALUE, lines);
        torn = Files.size(path) > length;
    }

    /** Reads all lines again, those that are not in the file yet too. */
    void readAgain(Consumer<String> lines) throws IOException {
        if (length > 0) {
            wholeLines(length, lines);
        }
        wholeLines(new ByteArrayInputStream(pending.toByteArray()), Long.MAX_VALUE, lines);
    }

    private long wholeLines(long most, Consumer<String> lines) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), BLOCK)) {
            return wholeLines(in, most, lines);
        }
    }

    /** Reads all whole lines of a compressed file. */
    static void readGzip(Path compressed, Consumer<String> lines) throws IOException {
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(compressed), BLOCK), BLOCK)) {
            wholeLines(in, Long.MAX_VALUE, lines);
        }
    }

    /** Number of bytes in whole lines, of which there are so many at most. */
    private static long wholeLines(InputStream in, long most, Consumer<String> lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long whole = 0;
        for (int next = in.read(); next >= 0 && whole < most; next = in.read()) {
            if (next == '\n') {
                whole += line.size() + 1L;
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(next);
            }
        }
        return whole;
    }

    boolean isEmpty() {
        return length == 0 && pending.size() == 0;
    }

    /** Adds a line; it is in the file after {@link #force()} at the latest. */
    void add(String line) throws IOException {
        pending.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        pending.write('\n');
        if (pending.size() >= BLOCK) {
            write(false);
        }
    }

    /** Writes everything to the disk. If that fails, nothing is lost: the next call writes it again. */
    void force() throws IOException {
        write(true);
    }

    private void write(boolean force) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            prepare(file);
            torn = true;
            file.position(length);
            ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (force) {
                file.force(true);
            }
            torn = false;
            length += pending.size();
            pending.reset();
        }
    }

    private void prepare(FileChannel file) throws IOException {
        long size = file.size();
        if (torn) {
            file.truncate(length);
        } else if (size != length) {
            throw new IOException("it has " + size + " bytes where " + length
                    + " were expected: somebody else writes to it, and a journal has one writer");
        }
    }

    /** Replaces the file by a compressed one. A crash in between leaves the file as it is, or both, with the same lines. */
    void compress(Path compressed) throws IOException {
        force();
        Path half = compressed.resolveSibling(compressed.getFileName() + ".tmp");
        try (FileChannel file = FileChannel.open(
                        half,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                GZIPOutputStream out = new GZIPOutputStream(Channels.newOutputStream(file), BLOCK)) {
            Files.copy(path, out);
            out.finish();
            file.force(true);
        }
        Files.move(half, compressed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(path);
    }
}
