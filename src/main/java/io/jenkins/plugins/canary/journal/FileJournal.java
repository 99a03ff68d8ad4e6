package io.jenkins.plugins.canary.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A journal in a file, as JSON Lines. Read once when it is opened, then continued: a tick costs what is new. Old numbers are not
 * kept in memory, but read again where somebody wants them. Has one writer at a time. When the release is over, {@link #finish()} replaces the file by a compressed one beside it, with {@code .gz} added
 * to its name, which is opened and read by the plain name too.
 *
 * <h2>Format 1</h2>
 *
 * Plain ASCII (anything else is escaped as JSON escapes it), one JSON value per line, each ended by a line feed. What follows
 * the last line feed was torn off by a crash: it is ignored, and cut off before more is written. Times are ISO 8601 in UTC,
 * durations seconds. Numbers that JSON does not have are the texts {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}.
 *
 * <p>The first line is an object with {@code "format":1}, and the fields of the {@code opened} line if the release is opened
 * in this journal. The others are objects with a {@code type}, or arrays of numbers:
 *
 * <pre>{@code
 * {"format":1,"type":"opened","at":"…","release":"…","target":"…","holder":"…","spec":{…}}
 * {"type":"event","at":"…","key":"…","kind":"…","sentence":"…","gives":1800}                          (gives only where time was given)
 * {"type":"weight","at":"…","percent":5}
 * {"type":"known","at":"…","metric":"…","interval":15,"edges":[0.1,0.5],"lastHour":[total,events…],
 *    "dispersion":[1.2],"unrest":[1.1]}                                                           (all on one line)
 * {"type":"verdict","at":"…","weight":5,"kind":"FAIL","reason":"WORSE","sentence":"…","uncalibrated":false,"evidence":[
 *    {"metric":"…","channel":"…","canary":[total,events],"baseline":[total,events],
 *     "fail":[log,at],"pass":[log,at],"ratio":[low,high],"value":null}],
 *    "answered":{"metric":"…"}}                                                                   (all on one line)
 * {"type":"ended","at":"…","outcome":"…","reason":"…"}
 * [series,seconds,canary total,canary events…,baseline total,baseline events…]                     an interval
 * [series,seconds,value]                                                                           a sample; value or null
 * [series,seconds,canary,baseline,worst]                                                          of a gauge; each or null
 * }</pre>
 *
 * An interval begins where the last one of its series ended and lasts the seconds given; a sample is taken that many seconds
 * after the last one of its series. A series is a metric; intervals, samples and those of gauges are numbered apart, each from 0 in the order of
 * their first lines. An object at the end of the array says what is unlike the series' last line: {@code metric} (only on a
 * series' first line), {@code from} (where the seconds are counted from; always on the first line), {@code weight} (in force
 * from this line on; always on the first line) and {@code flags} (of this interval alone).
 *
 * <p>Fields that are not known are ignored; lines that are not understood are an error that names the line.
 */
public final class FileJournal implements Journal {
    private final Path path;
    private final LineFile file;
    private final Series counted = new Series();
    private final Series sampled = new Series();
    private final Series compared = new Series();
    private final LineWriter writer = new LineWriter(counted, sampled, compared);
    private final Entries entries = new Entries();
    private boolean finished;

    private FileJournal(Path path) {
        this.path = path;
        this.file = new LineFile(path);
    }

    /**
     * Opens the journal in that file; it is created by the first {@link #flush()} if it is not there.
     *
     * @param path the plain name, without {@code .gz}; its directory must exist
     * @throws JournalException if the file cannot be read, is no journal, is of a newer format, or has a line that is not
     *     understood
     */
    public static FileJournal open(Path path) {
        FileJournal journal = new FileJournal(path);
        journal.load(journal::keepOld);
        return journal;
    }

    /** Old entries can be read again at any time. */
    private void keepOld(Entry entry) {
        entries.add(entry);
        entries.keptElsewhere();
    }

    /**
     * Reads a journal that is there, finished or not, and leaves it alone.
     *
     * @param path with or without {@code .gz}
     * @throws JournalException as {@link #open(Path)}, and if there is none
     */
    public static List<Entry> read(Path path) {
        String name = path.getFileName().toString();
        Path plain = name.endsWith(".gz") ? path.resolveSibling(name.substring(0, name.length() - 3)) : path;
        if (!Files.exists(plain) && !Files.exists(compressed(plain))) {
            throw new JournalException("there is no journal " + plain + ", nor " + compressed(plain));
        }
        List<Entry> all = new ArrayList<>();
        new FileJournal(plain).load(all::add);
        return all;
    }

    @Override
    public boolean append(Entry entry) {
        if (!entries.isNew(entry)) {
            return false;
        }
        if (finished) {
            throw new JournalException(
                    "the journal " + compressed(path) + " is finished; nothing new can be added: " + entry);
        }
        String line = writer.line(entry);
        entries.add(entry);
        try {
            write(entry, line);
        } catch (IOException e) {
            throw failed("written", path, e);
        }
        return true;
    }

    private void write(Entry entry, String line) throws IOException {
        if (!file.isEmpty()) {
            file.add(line);
        } else if (entry instanceof Entry.Opened opened) {
            file.add(LineWriter.header(Optional.of(opened)));
        } else {
            file.add(LineWriter.header(Optional.empty()));
            file.add(line);
        }
    }

    @Override
    public List<Entry> story() {
        return entries.story();
    }

    /**
     * {@inheritDoc}
     *
     * @throws JournalException if the file has to be read anew and cannot be
     */
    @Override
    public void tell(int known, Consumer<Entry> listener) {
        if (entries.remembers(known)) {
            entries.tell(known, listener);
            return;
        }
        LineEntries again = new LineEntries(path, LineReader.fromTheBeginning(), known, listener);
        try {
            if (finished) {
                LineFile.readGzip(compressed(path), again);
            } else {
                file.readAgain(again);
            }
        } catch (IOException e) {
            throw failed("read", path, e);
        }
    }

    /**
     * Makes sure that everything appended survives a crash.
     *
     * @throws JournalException if the disk refuses; nothing is lost then as long as this journal lives, and the next call tries
     *     again
     */
    @Override
    public void flush() {
        if (!finished) {
            try {
                file.force();
                entries.keptElsewhere();
            } catch (IOException e) {
                throw failed("written", path, e);
            }
        }
    }

    /**
     * The release is over: compresses the file. Repeating what is known is still ignored afterwards, anything new is refused.
     *
     * @throws JournalException if the disk refuses; may be called again
     */
    public void finish() {
        if (!finished) {
            try {
                file.compress(compressed(path));
            } catch (IOException e) {
                throw failed("compressed", path, e);
            }
            finished = true;
        }
    }

    private static Path compressed(Path path) {
        return path.resolveSibling(path.getFileName() + ".gz");
    }

    private static JournalException failed(String what, Path path, IOException e) {
        return new JournalException("the journal " + path + " cannot be " + what + ": " + e.getMessage(), e);
    }

    /** The compressed file comes before the plain one goes: who asks in this order misses neither. */
    private void load(Consumer<Entry> each) {
        finished = !load(path, file::read, each)
                && load(compressed(path), lines -> LineFile.readGzip(compressed(path), lines), each);
    }

    /** Whether the file is there. */
    private boolean load(Path from, Source source, Consumer<Entry> each) {
        try {
            source.read(new LineEntries(from, new LineReader(counted, sampled, compared), 0, each));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw failed("read", from, e);
        }
    }

    private interface Source {
        void read(Consumer<String> lines) throws IOException;
    }
}
