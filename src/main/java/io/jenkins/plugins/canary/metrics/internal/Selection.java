package io.jenkins.plugins.canary.metrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is read of an arm: of a histogram no other buckets than those that are judged, as a server may have a hundred of them for each
 * that is.
 *
 * @param arm with selectors that find no more than what is needed
 * @param series how many series its first selector finds
 * @param buckets labels of all buckets that a histogram has, judged or not
 */
record Selection(ArmQuery arm, long series, List<Map<String, String>> buckets) {
    private static final String ALL = "le=\"+Inf\"";

    /**
     * Looks which series there are, with one call.
     *
     * @param time in milliseconds since the epoch
     */
    static Selection of(PrometheusApi api, ArmQuery arm, long time) {
        String selector = arm.selectors().get(0);
        if (!(arm.shape() instanceof BucketShape)) {
            return new Selection(arm, sum(api.vector("count(" + selector + ")", time)), List.of());
        }
        List<Answer.Series> counts = api.vector("count by (le) (" + selector + ")", time);
        List<Map<String, String>> buckets =
                counts.stream().map(Answer.Series::labels).toList();
        List<Answer.Series> judged = counts.stream()
                .filter(bucket -> arm.shape().counter(0, bucket.labels()).isPresent())
                .toList();
        boolean whole = judged.stream().anyMatch(bucket -> text(bucket).equals("+Inf"));
        Selector parts = Selector.of(selector);
        if (!whole || !parts.isPlain()) {
            // Whoever reads them says what is wrong.
            return new Selection(arm, sum(counts), buckets);
        }
        String narrow = judged.size() < counts.size() ? parts.with(matcher(judged)) : selector;
        return new Selection(arm.narrowed(narrow, parts.with(ALL)), sum(judged), buckets);
    }

    /** As the edges are written there: a second may be 1 or 1.0. */
    private static String matcher(List<Answer.Series> judged) {
        List<String> texts = new ArrayList<>();
        judged.forEach(bucket -> texts.add(text(bucket).replaceAll("[^0-9a-zA-Z-]", "[$0]")));
        return texts.stream().sorted().collect(Collectors.joining("|", "le=~\"", "\""));
    }

    private static String text(Answer.Series bucket) {
        return bucket.labels().getOrDefault("le", "");
    }

    private static long sum(List<Answer.Series> counts) {
        return counts.stream().mapToLong(one -> (long) one.values()[0]).sum();
    }
}
