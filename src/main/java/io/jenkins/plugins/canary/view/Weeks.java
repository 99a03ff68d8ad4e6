package io.jenkins.plugins.canary.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.run.PastRelease;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Releases by the week in which they ended (ISO 8601, UTC): how many came to which outcome, and how long it took. */
final class Weeks {
    private static final Map<String, String> OUTCOMES = Map.of(
            "PROMOTED",
            "promoted",
            "ROLLED_BACK",
            "rolledBack",
            "HELD",
            "held",
            "FAILED",
            "failed",
            "ABORTED",
            "aborted");

    private Weeks() {}

    /** From the first week of which anything is known to this one; a week without releases counts none. */
    static ArrayNode of(List<PastRelease> past, Instant now) {
        Map<LocalDate, List<PastRelease>> byWeek = past.stream()
                .filter(release -> release.ended().isPresent())
                .collect(Collectors.groupingBy(
                        release -> monday(release.ended().orElseThrow()), TreeMap::new, Collectors.toList()));
        ArrayNode weeks = JsonNodeFactory.instance.arrayNode();
        LocalDate last = monday(now);
        LocalDate first = byWeek.keySet().stream().findFirst().orElse(last);
        for (LocalDate week = first; !week.isAfter(last); week = week.plusWeeks(1)) {
            weeks.add(week(week, byWeek.getOrDefault(week, List.of())));
        }
        return weeks;
    }

    private static ObjectNode week(LocalDate monday, List<PastRelease> releases) {
        ObjectNode week = JsonNodeFactory.instance.objectNode().put("monday", monday.toString());
        OUTCOMES.values().stream().sorted().forEach(name -> week.put(name, 0));
        releases.forEach(release -> Optional.ofNullable(OUTCOMES.get(release.getOutcome()))
                .ifPresent(name -> week.put(name, week.path(name).intValue() + 1)));
        median(releases, PastRelease::lasted).ifPresent(seconds -> week.put("lastedSeconds", seconds));
        median(releases, release -> release.getCourse().found())
                .ifPresent(seconds -> week.put("foundSeconds", seconds));
        return week;
    }

    /** The middle one, or the higher of two. */
    private static Optional<Long> median(List<PastRelease> releases, Function<PastRelease, Optional<Duration>> time) {
        List<Long> seconds = releases.stream()
                .flatMap(release -> time.apply(release).stream())
                .map(Duration::toSeconds)
                .sorted()
                .toList();
        return seconds.isEmpty() ? Optional.empty() : Optional.of(seconds.get(seconds.size() / 2));
    }

    private static LocalDate monday(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
