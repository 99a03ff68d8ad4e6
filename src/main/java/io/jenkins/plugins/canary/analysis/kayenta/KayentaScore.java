package io.jenkins.plugins.canary.analysis.kayenta;

import io.jenkins.plugins.canary.analysis.kayenta.Classification.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The score of a canary, as Kayenta's {@code WeightedSumScorer} makes it: each group's is the percentage of its metrics that pass,
 * and the total is their weighted sum.
 *
 * @param total 0 to 100, with two decimals
 * @param groups score per group; a group without any scored metric has 0 here, and counts as 100
 * @param sentence why the score is what it is
 */
public record KayentaScore(double total, Map<String, Double> groups, String sentence) {
    /** From this share of metrics without data on, the score is 0. */
    private static final double TOO_MANY_WITHOUT_DATA = 0.5;

    /** Copies the map. */
    public KayentaScore {
        groups = Map.copyOf(groups);
        Objects.requireNonNull(sentence, "sentence");
    }

    /**
     * A metric with what became of it.
     *
     * @param metric as configured
     * @param found as classified
     */
    public record Member(KayentaMetric metric, Classification found) {}

    /**
     * Adds up metrics.
     *
     * @param members at least one
     * @param groupWeights percentages by group; groups that are not named share what is left of 100 equally
     */
    public static KayentaScore of(List<Member> members, Map<String, Double> groupWeights) {
        Map<String, double[]> counts = new LinkedHashMap<>();
        for (Member member : members) {
            for (String group : member.metric().groups()) {
                count(
                        counts.computeIfAbsent(group, name -> new double[2]),
                        member.found().label());
            }
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        counts.forEach((group, count) -> scores.put(group, count[1] == 0 ? 0 : 100 * count[0] / count[1]));
        for (Member member : members) {
            if (member.found().critical() && member.found().label() != Label.PASS) {
                return new KayentaScore(
                        0, scores, "a critical metric failed: " + member.found().sentence());
            }
        }
        long silent = members.stream()
                .filter(member -> member.found().label() == Label.NODATA)
                .count();
        if (silent >= TOO_MANY_WITHOUT_DATA * members.size()) {
            return new KayentaScore(0, scores, silent + " of " + members.size() + " metrics have no data");
        }
        return new KayentaScore(total(counts, scores, groupWeights), scores, told(members));
    }

    private static void count(double[] passedAndAll, Label label) {
        if (label != Label.NODATA) {
            passedAndAll[1]++;
            passedAndAll[0] += label == Label.PASS ? 1 : 0;
        }
    }

    private static double total(
            Map<String, double[]> counts, Map<String, Double> scores, Map<String, Double> groupWeights) {
        double given =
                groupWeights.values().stream().mapToDouble(Double::doubleValue).sum();
        long others = counts.keySet().stream()
                .filter(group -> !groupWeights.containsKey(group))
                .count();
        double total = 0;
        for (Map.Entry<String, double[]> group : counts.entrySet()) {
            double weight = groupWeights.getOrDefault(group.getKey(), (100 - given) / others);
            total += (group.getValue()[1] == 0 ? 100 : scores.get(group.getKey())) * weight / 100;
        }
        return BigDecimal.valueOf(total).setScale(2, RoundingMode.HALF_UP).doubleValue();
    }

    private static String told(List<Member> members) {
        List<String> failed = members.stream()
                .filter(member -> member.found().label() != Label.PASS)
                .map(member -> member.found().sentence())
                .toList();
        return failed.isEmpty() ? "all metrics pass" : String.join("; ", failed);
    }
}
