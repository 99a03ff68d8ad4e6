package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.RecordedPrometheus;
import io.jenkins.plugins.canary.simulation.Sampler;
import io.jenkins.plugins.canary.simulation.Series;
import java.util.Map;
import java.util.TreeMap;

/** Counts requests by outcome: {@code http_requests_total} with a label for success and one for the rest. */
final class ErrorMeter implements Meter {
    private final Series good;
    private final java.util.function.Supplier<Series> bad;
    private final boolean late;
    private Series badSeries;
    private boolean hidden;
    private long goodCount;
    private long badCount;
    private long waitingGood;
    private long waitingBad;
    private long harm;

    /**
     * @param late whether there is a series of errors only after the first error
     */
    ErrorMeter(RecordedPrometheus prometheus, Map<String, String> labels, boolean late) {
        good = prometheus.series("http_requests_total", with(labels, "200"));
        bad = () -> prometheus.series("http_requests_total", with(labels, "500"));
        this.late = late;
    }

    private static Map<String, String> with(Map<String, String> labels, String code) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("code", code);
        return all;
    }

    @Override
    public void serve(double expected, Conditions conditions, Sampler traffic) {
        long requests = traffic.poisson(expected);
        long errors = conditions.burst() > 1
                ? Math.min(requests, bursts(expected * conditions.errors(), conditions.burst(), traffic))
                : traffic.binomial(requests, conditions.errors());
        waitingGood = requests - errors;
        waitingBad = errors;
        harm = errors;
    }

    /** Bursts come as a Poisson process; their sizes are geometric. */
    private static long bursts(double expected, double size, Sampler traffic) {
        long all = 0;
        double goesOn = Math.log(1 - 1 / size);
        for (long burst = traffic.poisson(expected / size); burst > 0; burst--) {
            all += 1 + (long) (Math.log(1 - traffic.uniform()) / goesOn);
        }
        return all;
    }

    @Override
    public void count(double share, Sampler split) {
        long goods = share < 1 ? split.binomial(waitingGood, share) : waitingGood;
        long bads = share < 1 ? split.binomial(waitingBad, share) : waitingBad;
        goodCount += goods;
        badCount += bads;
        waitingGood -= goods;
        waitingBad -= bads;
    }

    @Override
    public void write(long millis) {
        good.add(millis, goodCount);
        if (!hidden && (badCount > 0 || !late)) {
            if (badSeries == null) {
                badSeries = bad.get();
            }
            badSeries.add(millis, badCount);
        }
    }

    @Override
    public void reset() {
        goodCount = 0;
        badCount = 0;
    }

    @Override
    public void end(long millis) {
        good.end(millis);
        if (badSeries != null) {
            badSeries.end(millis);
        }
    }

    @Override
    public double harm() {
        return harm;
    }

    @Override
    public void hide(boolean hide, long millis) {
        if (hide && !hidden && badSeries != null) {
            badSeries.end(millis);
        }
        hidden = hide;
    }
}
