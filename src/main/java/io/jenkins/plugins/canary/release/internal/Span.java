package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.release.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A duration. */
public enum Span implements Type {
    /** Any length, zero included. */
    ANY,
    /** Longer than nothing. */
    POSITIVE;

    @Override
    public Optional<Object> read(Place place, Object value) {
        Optional<Duration> duration = value instanceof CharSequence text
                ? DurationText.parse(text.toString())
                : Numbers.exact(value)
                        .filter(Numbers::isWhole)
                        .flatMap(seconds ->
                                DurationText.parse(seconds.toBigInteger().toString()));
        if (duration.isEmpty()) {
            place.wrong(
                    Type.describe(value) + " is not a duration of at most a year; write '90s', '10m', '2h' or '1h30m'");
            return Optional.empty();
        }
        if (this == POSITIVE && duration.get().isZero()) {
            place.wrong(Type.describe(value) + " is no time at all");
            return Optional.empty();
        }
        return Optional.of(duration.get());
    }

    @Override
    public ObjectNode schema() {
        ObjectNode text = Schemas.typed("string").put("pattern", DurationText.PATTERN);
        ObjectNode seconds =
                Schemas.typed("integer").put("minimum", 0).put("maximum", DurationText.LONGEST.toSeconds());
        if (this == POSITIVE) {
            text.put("pattern", DurationText.PATTERN.replace("^", "^(?=.*[1-9])"));
            seconds.put("minimum", 1);
        }
        return Schemas.anyOf(List.of(text, seconds));
    }

    @Override
    public String words() {
        return this == ANY ? "duration" : "duration, not 0";
    }
}
