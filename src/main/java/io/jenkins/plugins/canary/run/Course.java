package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * When what became of a release, as far as pages of many releases tell it. Fields are the format of {@code build.xml}: times are
 * milliseconds since 1970, and 0 where it has not happened or is not known, as in builds of an earlier version. Not thread-safe.
 */
@Restricted(NoExternalUse.class)
public final class Course {
    private long opened;
    private long served;
    private long failed;
    private long ended;
    private long extended;
    private int highest;
    private String version = "";

    /** The same, which does not change with this one. */
    Course copy() {
        Course copy = new Course();
        copy.opened = opened;
        copy.served = served;
        copy.failed = failed;
        copy.ended = ended;
        copy.extended = extended;
        copy.highest = highest;
        copy.version = version;
        return copy;
    }

    void take(Entry entry) {
        if (entry instanceof Entry.Opened) {
            opened = entry.at().toEpochMilli();
        } else if (entry instanceof Entry.WeightSet set) {
            takeWeight(set);
        } else if (entry instanceof Entry.Judged judged) {
            takeVerdict(judged);
        } else if (entry instanceof Entry.Event event) {
            extended += event.gives().toMillis();
        } else if (entry instanceof Entry.Versions versions) {
            version = changed(versions);
        } else if (entry instanceof Entry.Ended) {
            ended = entry.at().toEpochMilli();
        }
    }

    private void takeWeight(Entry.WeightSet set) {
        highest = Math.max(highest, set.percent());
        boolean serves = set.percent() > 0 || !set.besides().isEmpty();
        served = served == 0 && serves ? set.at().toEpochMilli() : served;
    }

    private void takeVerdict(Entry.Judged judged) {
        boolean fails = judged.verdict().kind() == Verdict.Kind.FAIL;
        failed = failed == 0 && fails ? judged.at().toEpochMilli() : failed;
    }

    /** The image that is new. */
    private static String changed(Entry.Versions versions) {
        return versions.canary().entrySet().stream()
                .filter(image -> !image.getValue().equals(versions.stable().get(image.getKey())))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse("");
    }

    /** When it was opened. */
    public Optional<Instant> opened() {
        return instant(opened);
    }

    /** When it ended. */
    public Optional<Instant> ended() {
        return instant(ended);
    }

    /** From the first request that it served to its first FAIL. */
    public Optional<Duration> found() {
        return instant(failed).flatMap(at -> instant(served).map(since -> Duration.between(since, at)));
    }

    /** How much longer it may last than was first said. */
    public Duration extended() {
        return Duration.ofMillis(extended);
    }

    /** The most percent of traffic that it had. */
    public int highest() {
        return highest;
    }

    /** The image that was new; empty if that is not known. */
    public String version() {
        return version;
    }

    private static Optional<Instant> instant(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
