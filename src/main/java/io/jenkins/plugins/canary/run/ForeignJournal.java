package io.jenkins.plugins.canary.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.JournalException;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The journal of a release that something else drove. It comes from a workspace, so nothing in it is trusted. */
final class ForeignJournal {
    /** What can stand in a file name and in an address, and what every driver of ours writes. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}");

    private final Path file;
    private final List<Entry> entries;
    private final Entry.Opened opened;

    private ForeignJournal(Path file, List<Entry> entries, Entry.Opened opened) {
        this.file = file;
        this.entries = entries;
        this.opened = opened;
    }

    /**
     * Reads a journal.
     *
     * @throws RefusedException if it is none, or not that of a release
     */
    static ForeignJournal read(Path file) {
        try {
            List<Entry> entries = FileJournal.read(file);
            Entry.Opened opened = of(entries, Entry.Opened.class)
                    .findFirst()
                    .filter(first -> ID.matcher(first.release()).matches())
                    .orElseThrow(() -> new RefusedException("this journal does not say which release it is of"));
            return new ForeignJournal(file, entries, opened);
        } catch (JournalException e) {
            throw new RefusedException("this is no journal of a release: " + e.getMessage());
        }
    }

    String release() {
        return opened.release();
    }

    Target target() {
        return Specifications.read(specification(), Map.of()).target();
    }

    String specification() {
        JsonNode spec = opened.spec();
        return spec.toString();
    }

    /** What the release has come to, as far as the journal goes. */
    ReleaseResult result() {
        Headline headline = headline();
        Optional<Entry.Ended> ended = last(Entry.Ended.class);
        Optional<Verdict> verdict = last(Entry.Judged.class).map(Entry.Judged::verdict);
        return new ReleaseResult(
                release(),
                ended.isPresent() ? Phase.DONE : Phase.SERVING,
                headline.weight(),
                ended.map(Entry.Ended::outcome).map(ForeignJournal::outcome),
                verdict,
                ended.map(Entry.Ended::reason).orElse(headline.sentence()));
    }

    /** What of it fits into one line. */
    Headline headline() {
        Headline headline = new Headline();
        headline.follow(entries);
        return headline;
    }

    /** Moves the file, compressed, to where the page looks for it. */
    void moveTo(Path place) throws IOException {
        Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
        FileJournal.open(place).finish();
    }

    private static Outcome outcome(String name) {
        try {
            return Outcome.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("this journal ends with '" + name + "', which is no outcome of a release");
        }
    }

    private <T extends Entry> Optional<T> last(Class<T> kind) {
        return of(entries, kind).reduce((earlier, later) -> later);
    }

    private static <T extends Entry> Stream<T> of(List<Entry> entries, Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast);
    }
}
