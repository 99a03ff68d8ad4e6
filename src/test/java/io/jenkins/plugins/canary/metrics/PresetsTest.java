package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.metrics.internal.Expansion;
import io.jenkins.plugins.canary.metrics.internal.LatencyUnit;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
    private static final Set<String> QUERIES =
            Set.of("total", "bad", "good", "histogram", "counter", "query", "sum", "count");

    static Stream<Preset> all() {
        return Presets.all().stream();
    }

    @Test
    void everySystemThatIsPromisedIsThere() {
        assertThat(Presets.all())
                .extracting(Preset::word)
                .containsExactly(
                        "istio",
                        "linkerd",
                        "nginx",
                        "envoy",
                        "gatewayApi",
                        "traefik",
                        "contour",
                        "spring",
                        "otel",
                        "http",
                        "kubernetes",
                        "jvm",
                        "cost",
                        "security",
                        "conversion");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyQueryTellsTheArmsApart(Preset preset) {
        assertThat(queries(preset)).allSatisfy(query -> assertThat(expanded(query, Arm.CANARY))
                .isNotEqualTo(expanded(query, Arm.BASELINE)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void noOptionIsLeftInAQuery(Preset preset) {
        assertThat(queries(preset)).allSatisfy(query -> assertThat(query).doesNotContain("$"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void moreMatchersStandInEverySelector(Preset preset) {
        List<String> queries = queries(preset, Map.of("matchers", "cluster=\"eu\"", "max", "1"));

        assertThat(queries).allSatisfy(query -> assertThat(query.split("cluster=\"eu\"", -1).length - 1)
                .isEqualTo(query.split("(?<!\\{)\\{(?!\\{)", -1).length - 1));
    }

    @Test
    void aMetricOfAPresetIsNamedAfterBoth() {
        assertThat(Presets.expand(preset("istio"), Map.of()))
                .extracting(metric -> metric.fields().get("name"))
                .containsExactly("istio-errors", "istio-latency");
    }

    @Test
    void optionsStandInThePlaceOfWhatHoldsOtherwise() {
        Preset.Expanded latency = Presets.expand(preset("istio"), Map.of("slo", "2s", "reporter", "source"))
                .get(1);

        assertThat(latency.fields()).containsEntry("slo", "2s");
        assertThat((String) latency.fields().get("histogram"))
                .startsWith("istio_request_duration_milliseconds_bucket{reporter=\"source\",");
    }

    @Test
    void whatIsLeftOutIsNotThere() {
        assertThat(Presets.expand(preset("kubernetes"), Map.of("without", "throttling, cpu")))
                .extracting(metric -> metric.fields().get("name"))
                .containsExactly("kubernetes-restarts", "kubernetes-memory");
    }

    @Test
    void aLimitOfCostIsThereOnceItIsGiven() {
        assertThat(Presets.expand(preset("cost"), Map.of()))
                .extracting(Preset.Expanded::kind)
                .containsExactly("gauge");
        assertThat(Presets.expand(preset("cost"), Map.of("max", "0.02")))
                .extracting(Preset.Expanded::kind)
                .containsExactly("gauge", "prometheus");
    }

    @Test
    void requestsAreCountedAsAnotherPresetDoes() {
        Map<String, Object> refused = Presets.expand(preset("security"), Map.of("requests", "istio"))
                .get(0)
                .fields();

        assertThat((String) refused.get("bad"))
                .startsWith("istio_requests_total{reporter=\"destination\"")
                .contains("response_code=~\"401|403\"");
        assertThat(Presets.options(preset("security"), Map.of("requests", "istio")))
                .contains("reporter");
        assertThat(Presets.options(preset("security"), Map.of())).doesNotContain("reporter");
    }

    @Test
    void envoyCountsMillisecondsWithoutSayingSo() {
        String histogram = (String)
                Presets.expand(preset("envoy"), Map.of()).get(1).fields().get("histogram");

        assertThat(LatencyUnit.of(histogram)).isEqualTo(LatencyUnit.MILLISECONDS);
    }

    @Test
    void stablesClustersAreNotTakenForThoseOfTheCanary() {
        String cluster = selector("gatewayApi", "envoy_cluster_name");

        assertThat("outbound|80||checkout.shop.svc.cluster.local").matches(cluster);
        assertThat("shop:cilium-gateway-web:shop:checkout:80").matches(cluster);
        assertThat("kube_shop_checkout_8080").matches(cluster);
        assertThat("outbound|80||checkout-canary.shop.svc.cluster.local").doesNotMatch(cluster);
        assertThat("shop:cilium-gateway-web:shop:checkout-canary:80").doesNotMatch(cluster);
        assertThat("shop_checkout-canary_80").doesNotMatch(selector("contour", "envoy_cluster_name"));
        assertThat("shop-checkout-canary-80@kubernetescrd").doesNotMatch(selector("traefik", "service"));
        assertThat("shop-checkout-80@kubernetescrd").matches(selector("traefik", "service"));
    }

    /** The regular expression by which stable's series are found. */
    private static String selector(String word, String label) {
        String total =
                (String) Presets.expand(preset(word), Map.of()).get(0).fields().get("total");
        String query = expanded(total, Arm.BASELINE);
        int begin = query.indexOf(label + "=~\"") + label.length() + 3;
        return query.substring(begin, query.indexOf('"', begin)).replace("\\\\", "\\");
    }

    private static Preset preset(String word) {
        return Presets.named(word).orElseThrow();
    }

    private static List<String> queries(Preset preset) {
        return queries(preset, Map.of("max", "1"));
    }

    private static List<String> queries(Preset preset, Map<String, String> options) {
        return Presets.expand(preset, options).stream()
                .flatMap(metric -> metric.fields().entrySet().stream())
                .filter(field ->
                        QUERIES.contains(field.getKey()) && !field.getValue().equals("up"))
                .map(field -> (String) field.getValue())
                .toList();
    }

    private static String expanded(String query, Arm arm) {
        String name = arm == Arm.CANARY ? "checkout-canary" : "checkout";
        return Expansion.of(
                query,
                new Scope(
                        arm,
                        Map.of("namespace", "shop", "workload", name, "service", name, "stableService", "checkout"),
                        Map.of(name + "-abc", Instant.EPOCH)),
                "query");
    }
}
