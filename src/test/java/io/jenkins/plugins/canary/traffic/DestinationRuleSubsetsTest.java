package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.traffic.DestinationRuleSubsets.Added;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DestinationRuleSubsetsTest {
    private static final Added CANARY = new Added("canary", Map.of("track", "canary"), "v1");
    private static final String BEFORE = """
            host: checkout
            trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
            subsets:
              - {name: v1, labels: {version: v1, tier: web}, trafficPolicy: {connectionPool: {http: {maxRetries: 3}}}, future: 1}
              - {name: v2, labels: {version: v2}}
            exportTo: ["."]
            """;
    private static final String AFTER = """
            host: checkout
            trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
            subsets:
              - {name: v1, labels: {version: v1, tier: web}, trafficPolicy: {connectionPool: {http: {maxRetries: 3}}}, future: 1}
              - {name: v2, labels: {version: v2}}
              - {name: canary, labels: {track: canary}, trafficPolicy: {connectionPool: {http: {maxRetries: 3}}}, future: 1}
            exportTo: ["."]
            """;

    private final DestinationRuleSubsets subsets = new DestinationRuleSubsets(List.of(CANARY), true);

    @Test
    void insertsTheCanarysWithStablesPolicy() {
        assertThat(Yaml.json(subsets.insert(Yaml.object(BEFORE)))).isEqualTo(Yaml.json(Yaml.object(AFTER)));
    }

    @Test
    void insertingTwiceIsInsertingOnce() {
        assertThat(subsets.insert(Yaml.object(AFTER))).isEqualTo(Yaml.object(AFTER));
    }

    @Test
    void leavesASubsetInItsPlaceThatSomebodyAddedMeanwhile() {
        Map<String, Object> added =
                Yaml.object(AFTER.replace("exportTo", "  - {name: v3, labels: {version: v3}}\nexportTo"));

        assertThat(subsets.insert(added)).isEqualTo(added);
        assertThat(subsets.remove(added))
                .isEqualTo(Yaml.object(BEFORE.replace("exportTo", "  - {name: v3, labels: {version: v3}}\nexportTo")));
    }

    @Test
    void mendsASubsetThatSomebodyChanged() {
        Map<String, Object> changed = Yaml.object(AFTER.replace("{track: canary}", "{track: stable}"));

        assertThat(subsets.insert(changed)).isEqualTo(Yaml.object(AFTER));
    }

    @Test
    void removesExactlyWhatItInserted() {
        assertThat(Yaml.json(subsets.remove(Yaml.object(AFTER)))).isEqualTo(Yaml.json(Yaml.object(BEFORE)));
    }

    @Test
    void removesTheFieldThatWasNotThereBefore() {
        DestinationRuleSubsets first =
                new DestinationRuleSubsets(List.of(new Added("canary", Map.of("track", "canary"), null)), false);
        Map<String, Object> before = Yaml.object("host: checkout");

        assertThat(first.remove(first.insert(before))).isEqualTo(before);
    }

    @Test
    void keepsAnEmptyListThatWasThereBefore() {
        Map<String, Object> before = Yaml.object("host: checkout\nsubsets: []");

        assertThat(subsets.remove(subsets.insert(before))).isEqualTo(before);
    }
}
