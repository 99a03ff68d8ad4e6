package io.jenkins.plugins.canary.notify;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in which only what is critical is told. Written as {@code 2026-12-24T18:00/2026-12-27T08:00 Europe/Berlin}, once; or
 * {@code Sat,Sun 22:00-06:00 Europe/Berlin}, {@code Mon-Fri 00:00-06:00} or {@code daily 02:00-03:00}, every week. One that ends no later than it begins
 * ends on the next day. Without a zone it is UTC.
 */
public final class Window {
    /** What a window looks like, for people. */
    public static final String EXAMPLES =
            "'Sat,Sun 22:00-06:00 Europe/Berlin', 'daily 02:00-03:00' or '2026-12-24T18:00/2026-12-27T08:00 UTC'";

    private static final Pattern ONCE = Pattern.compile("(\\S+)/(\\d\\S+?)(?:\\s+(\\S+))?");
    private static final Pattern WEEKLY = Pattern.compile("(\\S+)\\s+(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?:\\s+(\\S+))?");

    private final String text;
    private final ZoneId zone;
    private final Optional<LocalDateTime> begin;
    private final Optional<LocalDateTime> end;
    private final Set<DayOfWeek> days;
    private final LocalTime from;
    private final LocalTime until;

    private Window(
            String text,
            ZoneId zone,
            Optional<LocalDateTime> begin,
            Optional<LocalDateTime> end,
            Set<DayOfWeek> days,
            LocalTime from,
            LocalTime until) {
        this.text = text;
        this.zone = zone;
        this.begin = begin;
        this.end = end;
        this.days = days;
        this.from = from;
        this.until = until;
    }

    /**
     * Reads a window.
     *
     * @throws IllegalArgumentException with a sentence, if it is none
     */
    public static Window parse(String text) {
        String line = text.strip();
        Matcher once = ONCE.matcher(line);
        Matcher weekly = WEEKLY.matcher(line);
        try {
            if (weekly.matches()) {
                return weekly(line, weekly);
            } else if (line.contains("T") && once.matches()) {
                return once(line, once);
            }
        } catch (DateTimeException e) {
            throw wrong(text, e.getMessage());
        }
        throw wrong(text, "it reads neither as days with times nor as two dates");
    }

    private static Window weekly(String line, Matcher parts) {
        return new Window(
                line,
                zone(parts.group(4)),
                Optional.empty(),
                Optional.empty(),
                days(line, parts.group(1)),
                LocalTime.parse(parts.group(2)),
                LocalTime.parse(parts.group(3)));
    }

    private static Window once(String line, Matcher parts) {
        LocalDateTime begin = LocalDateTime.parse(parts.group(1));
        LocalDateTime end = LocalDateTime.parse(parts.group(2));
        if (!end.isAfter(begin)) {
            throw wrong(line, "it ends before it begins");
        }
        return new Window(
                line,
                zone(parts.group(3)),
                Optional.of(begin),
                Optional.of(end),
                Set.of(),
                LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT);
    }

    private static ZoneId zone(String name) {
        return ZoneId.of(name == null ? "UTC" : name);
    }

    private static Set<DayOfWeek> days(String line, String text) {
        if (text.equalsIgnoreCase("daily")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            DayOfWeek last = day(line, ends[ends.length - 1]);
            DayOfWeek day = day(line, ends[0]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String line, String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word.length() >= 3 && day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw wrong(line, "'" + word + "' is not a day such as Sat");
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(
                "'" + text + "' is not a maintenance window such as " + EXAMPLES + ": " + why);
    }

    /** Whether it is that time. The beginning belongs to it, the end does not. */
    public boolean contains(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        if (begin.isPresent()) {
            return !local.toLocalDateTime().isBefore(begin.get())
                    && local.toLocalDateTime().isBefore(end.orElseThrow());
        }
        return began(local, local.toLocalDate())
                || began(local, local.toLocalDate().minusDays(1));
    }

    private boolean began(ZonedDateTime now, LocalDate day) {
        if (!days.contains(day.getDayOfWeek())) {
            return false;
        }
        LocalDate last = until.isAfter(from) ? day : day.plusDays(1);
        return !now.isBefore(day.atTime(from).atZone(zone))
                && now.isBefore(last.atTime(until).atZone(zone));
    }

    @Override
    public String toString() {
        return text;
    }
}
