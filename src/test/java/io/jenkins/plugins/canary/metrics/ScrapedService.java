package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import okhttp3.OkHttpClient;

/**
 * A service whose pods count their requests behind the HTTP API of a Prometheus, as tests of reading want it. Times are seconds
 * after a round moment; pods are scraped every 15 s, three seconds after the grid.
 */
final class ScrapedService implements AutoCloseable {
    static final Duration STEP = Duration.ofSeconds(15);
    private static final long ROUND = 1_700_000_010;
    private static final int SCRAPED_AFTER = 3;

    final FakePrometheus prometheus = new FakePrometheus();
    private final Map<String, Double> counters = new HashMap<>();

    @Override
    public void close() throws Exception {
        prometheus.close();
    }

    static Instant at(long seconds) {
        return Instant.ofEpochSecond(ROUND + seconds);
    }

    /**
     * The share of errors of what this selects, with {@code tolerate: 1.1} and {@code harmful: 1.5}.
     *
     * @param selector a selector of series whose last brace is open
     */
    static ErrorRatio errors(String selector, Optional<String> by) {
        MetricSettings settings = new MetricSettings(
                "errors", "", true, OptionalDouble.of(1.1), OptionalDouble.of(1.5), OptionalDouble.empty());
        return new ErrorRatio(
                settings, selector + "}", selector + ",code=~\"5..\"}", Optional.empty(), Optional.empty(), by);
    }

    /** Every sample by itself. */
    PrometheusSource raw() {
        return new PrometheusSource(PrometheusAccess.of("prom", prometheus.base()));
    }

    /** Sums on a grid, as of services with more series than are read one by one. */
    PrometheusSource grid() {
        return new PrometheusSource(PrometheusAccess.of("prom", prometheus.base()), new OkHttpClient(), 0);
    }

    /** A pod counts requests, some of them bad ones, and is scraped. */
    void requests(int time, String pod, double all, double bad, String... labels) {
        grow(pod, "200", all - bad, labels);
        grow(pod, "500", bad, labels);
        scrape(time, pod, labels);
    }

    /** The same, with errors by chance. */
    void drawn(SplittableRandom random, int time, String pod, int requests, double share, String... labels) {
        int bad = 0;
        for (int i = 0; i < requests; i++) {
            bad += random.nextDouble() < share ? 1 : 0;
        }
        requests(time, pod, requests, bad, labels);
    }

    /** A pod counts requests with this code. */
    void grow(String pod, String code, double by, String... labels) {
        counters.merge(counter(pod, code, labels), by, Double::sum);
    }

    /** What a pod has counted with both codes is scraped. */
    void scrape(int time, String pod, String... labels) {
        for (String code : List.of("200", "500")) {
            sample(time, pod, code, counters.get(counter(pod, code, labels)), labels);
        }
    }

    /** A scrape finds this value. */
    void sample(int time, String pod, String code, double value, String... labels) {
        List<String> all = new ArrayList<>(List.of("job", "j", "instance", pod, "pod", pod, "code", code));
        all.addAll(List.of(labels));
        gauge(time + SCRAPED_AFTER, "http_requests_total", value, all.toArray(String[]::new));
    }

    /** Something else has this value at that time. */
    void gauge(int time, String name, double value, String... labels) {
        prometheus.scrape(ROUND + time, name, value, labels);
    }

    /** A pod starts anew. */
    void restarted(String pod) {
        counters.keySet().removeIf(counter -> counter.startsWith(pod + " "));
    }

    private static String counter(String pod, String code, String... labels) {
        return pod + " " + code + Arrays.toString(labels);
    }

    /** An arm of these pods. */
    static Scope scope(Arm arm, String... pods) {
        Map<String, Instant> all = new HashMap<>();
        List.of(pods).forEach(pod -> all.put(pod, Instant.EPOCH));
        return new Scope(arm, Map.of(), all);
    }

    /** Reads what both arms counted in that time at 5 %. */
    static ReadRequest request(Scope canary, Scope baseline, List<String> strata, long from, long to) {
        return new ReadRequest(canary, baseline, 5, List.of(), strata, STEP, at(from), at(to));
    }

    static List<Interval> counted(Reading reading) {
        return ((Reading.Counted) reading).intervals();
    }

    /** A judge of an error ratio, of which it is known that its requests are independent; 5 % since time 0. */
    static Judge judge(ErrorRatio errors, History history, Duration earlier) {
        Judge judge = new Judge(
                List.of(Rules.of(errors, history, List.of(1.0), OptionalDouble.empty(), 1.5)),
                new JudgeSettings(
                        0.05,
                        0.05,
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Split.BY_PODS,
                        Duration.ofMinutes(10),
                        earlier));
        judge.weightSet(at(0), 5);
        return judge;
    }

    /** A past of which only the time between scrapes is known. */
    static History unknown() {
        return new History(STEP, List.of(), ArmCounts.of(0, 0));
    }
}
