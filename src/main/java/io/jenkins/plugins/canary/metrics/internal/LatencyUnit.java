package io.jenkins.plugins.canary.metrics.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a histogram's edges. Prometheus asks for seconds; some systems (Istio) count milliseconds and say so in the
 * metric's name, as {@code _milliseconds}, {@code _millis} or {@code _ms}; Envoy's request times are milliseconds without saying
 * so (its documentation, "Cluster manager: statistics"). The name alone decides.
 */
public enum LatencyUnit {
    /** What the naming rules of Prometheus ask for. */
    SECONDS("s", 1),
    /** As Istio's {@code istio_request_duration_milliseconds_bucket}. */
    MILLISECONDS("ms", 1000);

    private static final Pattern NAME_LABEL = Pattern.compile("__name__\\s*=~?\\s*[\"'`]([^\"'`]*)");
    private static final Pattern MILLISECONDS_NAME =
            Pattern.compile("_(milliseconds|millis|ms)(_|$)|^envoy_.*_rq_time(_|$)");

    private final String symbol;
    private final int perSecond;

    LatencyUnit(String symbol, int perSecond) {
        this.symbol = symbol;
        this.perSecond = perSecond;
    }

    /** The unit of the histogram that a selector names. */
    public static LatencyUnit of(String selector) {
        int brace = selector.indexOf('{');
        String name = (brace < 0 ? selector : selector.substring(0, brace)).strip();
        Matcher label = NAME_LABEL.matcher(selector);
        if (name.isEmpty() && label.find()) {
            name = label.group(1);
        }
        return MILLISECONDS_NAME.matcher(name).find() ? MILLISECONDS : SECONDS;
    }

    /** A duration in this unit. */
    public double of(Duration duration) {
        return duration.toNanos() / 1e9 * perSecond;
    }

    /** A figure in this unit for people: "0.5 s". */
    public String text(double figure) {
        return BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString() + " " + symbol;
    }
}
