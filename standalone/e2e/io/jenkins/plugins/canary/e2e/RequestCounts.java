package io.jenkins.plugins.canary.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The requests that a pod says it has answered, on its own page.
 *
 * @param buckets edge in seconds to how many were not slower, as the page has them
 * @param seconds that all of them took together
 */
record RequestCounts(double good, double bad, Map<String, Double> buckets, double seconds) {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{[a-z]+=\"([^\"]*)\"})? (\\S+)$");

    /** Those of a page of the service. */
    static RequestCounts of(String page) {
        Map<String, Double> buckets = new LinkedHashMap<>();
        double good = 0;
        double bad = 0;
        double seconds = 0;
        for (Matcher sample = SAMPLE.matcher(page); sample.find(); ) {
            double value = Double.parseDouble(sample.group(3));
            switch (sample.group(1)) {
                case "http_requests_total" -> {
                    good += sample.group(2).equals("200") ? value : 0;
                    bad += sample.group(2).equals("200") ? 0 : value;
                }
                case "http_request_duration_seconds_bucket" -> buckets.put(sample.group(2), value);
                case "http_request_duration_seconds_sum" -> seconds = value;
                default -> {}
            }
        }
        return new RequestCounts(good, bad, buckets, seconds);
    }

    RequestCounts plus(RequestCounts other) {
        Map<String, Double> sum = new LinkedHashMap<>(buckets);
        other.buckets.forEach((edge, count) -> sum.merge(edge, count, Double::sum));
        return new RequestCounts(good + other.good, bad + other.bad, sum, seconds + other.seconds);
    }

    double all() {
        return good + bad;
    }
}
