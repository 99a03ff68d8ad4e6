package io.jenkins.plugins.canary.notify;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing to tell of a release.
 *
 * @param key the same again when the same is told again; unique within the release
 * @param sentence for people; may contain texts of pods and of people, so it is hostile
 * @param weight percent of traffic that the canary has then
 * @param verdict name of the latest verdict, empty before the first
 * @param since when the release began
 */
public record News(
        String key,
        Occasion occasion,
        Severity severity,
        Instant at,
        Subject subject,
        String sentence,
        int weight,
        String verdict,
        Instant since,
        Links links) {
    /** Checks that nothing is missing. */
    public News {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(occasion, "occasion");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(links, "links");
    }

    /** The head of a message, on one line. */
    public String title() {
        String what =
                switch (occasion) {
                    case WEIGHT -> "canary at " + weight + " %";
                    case VERDICT -> verdict + " at " + weight + " %";
                    default -> occasion.title();
                };
        return subject.target() + ": " + what;
    }

    /** What an administrator sees who tries a destination out. */
    public static News test(Instant now, Links links) {
        Subject nobody = new Subject("test", "test", "", "test", "test", "an administrator");
        return new News(
                "test-" + now.toEpochMilli(),
                Occasion.TEST,
                Severity.INFO,
                now,
                nobody,
                "This is how messages about canary releases arrive here. Nothing has happened.",
                0,
                "",
                now,
                links);
    }
}
