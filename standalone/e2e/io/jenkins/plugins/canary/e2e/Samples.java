package io.jenkins.plugins.canary.e2e;

import java.math.BigDecimal;
import java.time.Instant;

/** Lines of a page that Prometheus scrapes. They name no types, which it does not need. */
final class Samples {
    private final StringBuilder lines = new StringBuilder();
    private String time = "";

    /** What comes now was measured at a time of its own. */
    void measuredAt(Instant at) {
        time = " " + at.toEpochMilli();
    }

    /** What comes now has the time of the scrape. */
    void measuredNow() {
        time = "";
    }

    void add(String name, String labels, double value) {
        lines.append(name);
        if (!labels.isEmpty()) {
            lines.append('{').append(labels).append('}');
        }
        lines.append(' ').append(value).append(time).append('\n');
    }

    /** Requests by status. */
    void requests(String name, String labels, String status, RequestCounts counts) {
        add(name, labels + "," + status + "=\"200\"", counts.good());
        add(name, labels + "," + status + "=\"500\"", counts.bad());
    }

    /**
     * How long they took.
     *
     * @param perSecond 1,000 where edges are milliseconds
     */
    void durations(String name, String labels, RequestCounts counts, int perSecond) {
        counts.buckets()
                .forEach((edge, count) ->
                        add(name + "_bucket", labels + ",le=\"" + edge(edge, perSecond) + "\"", count));
        add(name + "_sum", labels, counts.seconds() * perSecond);
    }

    private static String edge(String seconds, int perSecond) {
        return seconds.equals("+Inf")
                ? seconds
                : new BigDecimal(seconds)
                        .multiply(BigDecimal.valueOf(perSecond))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
