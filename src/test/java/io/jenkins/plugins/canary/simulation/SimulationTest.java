package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.release.Step;
import io.jenkins.plugins.canary.simulation.Scenario.Outage;
import io.jenkins.plugins.canary.simulation.SimulatedPrometheus.Mood;
import io.jenkins.plugins.canary.target.RouterKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole world: traffic, faults and what Prometheus tells of them. */
class SimulationTest {
    private static final String REQUESTS = "http_requests_total{namespace=\"shop\",pod=~\"checkout-.*\"}";
    private static final OkHttpClient HTTP = new OkHttpClient();

    private Simulation world;

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void hasAnHourOfHistoryWhenTheReleaseBegins() throws IOException {
        start(Scenario.HEALTHY, Routing.HOST);

        JsonNode anHourAgo =
                query("count(" + REQUESTS + ")", -3600).path("data").path("result");
        assertThat(anHourAgo.get(0).path("value").get(1).asInt()).isGreaterThanOrEqualTo(3);
        JsonNode lastHour = query("sum(increase(" + REQUESTS + "[1h]))", 0);
        assertThat(value(lastHour)).isCloseTo(360_000, within(4_000.0));
        assertThat(world.clock().instant()).isEqualTo(world.releaseStart());
        assertThat(world.totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void scrapesEachPodEveryFifteenSecondsAtItsOwnMoment() throws IOException {
        start(Scenario.HEALTHY, Routing.HOST);

        JsonNode series = query("up[60s]", 0).path("data").path("result");
        assertThat(series).hasSize(3).allSatisfy(one -> {
            assertThat(one.path("values")).hasSize(4);
            double first = one.path("values").get(0).get(0).asDouble();
            assertThat(one.path("values").get(1).get(0).asDouble()).isEqualTo(first + 15);
        });
        assertThat(series.findValues("values").stream()
                        .map(values -> values.get(0).get(0).asDouble() % 15)
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void aCanaryWithAWeightServesAndFailsAsItWasTold() {
        start(Scenario.HEALTHY.withErrors(0.2), Routing.SUBSET);
        canary(20);

        pass(Duration.ofMinutes(10));

        Totals totals = world.totals();
        assertThat(totals.canaryRequests()).isCloseTo(12_000, within(600L));
        assertThat((double) totals.canaryBad() / totals.canaryRequests()).isCloseTo(0.2, within(0.02));
        assertThat((double) totals.stableBad() / totals.stableRequests()).isCloseTo(0.005, within(0.002));
        assertThat(world.lostRequests()).isZero();
    }

    @Test
    void latenciesOfTheCanaryGrowInTheHistogram() throws IOException {
        start(Scenario.HEALTHY.withSlowShare(0.3), Routing.SUBSET);
        canary(50);

        pass(Duration.ofMinutes(10));

        String bucket = "http_request_duration_seconds_bucket{pod=~\"checkout-%s.*\",le=\"%s\"}[5m]";
        String ratio = "sum(increase(" + bucket + ")) / sum(increase(" + bucket + "))";
        assertThat(value(query(ratio.formatted("canary", "0.5", "canary", "+Inf"), 600)))
                .isCloseTo(0.7, within(0.02));
    }

    @Test
    void aFaultWaitsForItsTimeAndItsWeight() {
        start(Scenario.HEALTHY.withErrors(1).withFrom(Duration.ofMinutes(2)).withWeightFrom(25), Routing.SUBSET);
        canary(20);
        pass(Duration.ofMinutes(4));
        assertThat(world.totals().canaryBad()).isLessThan(100);

        weigh(25);
        pass(Duration.ofMinutes(1));

        assertThat(world.totals().canaryBad()).isCloseTo(1_500, within(300L));
    }

    @Test
    void withoutARouterPodsShareEvenly() {
        start(Scenario.HEALTHY, Routing.REPLICAS);
        deployCanary();

        pass(Duration.ofMinutes(10));

        Totals totals = world.totals();
        assertThat((double) totals.canaryRequests() / (totals.canaryRequests() + totals.stableRequests()))
                .isCloseTo(0.25, within(0.02));
    }

    @Test
    void requestsToNobodyAreLostAndCounted() {
        start(Scenario.HEALTHY, Routing.SUBSET);
        weigh(10);

        pass(Duration.ofMinutes(1));

        assertThat(world.lostRequests()).isCloseTo(600, within(120L));
        assertThat(world.traffic().lost()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void anOutageHitsBothAndThenNothingIsMeasured() throws IOException {
        start(Scenario.HEALTHY.withOutage(new Outage(Duration.ofMinutes(1), 0.6, Duration.ofMinutes(2))), Routing.HOST);

        pass(Duration.ofMinutes(3));

        Totals totals = world.totals();
        assertThat((double) totals.stableBad() / totals.stableRequests()).isCloseTo(0.4, within(0.05));
        assertThat(query("count(" + REQUESTS + ")", 180).path("data").path("result"))
                .isEmpty();
        assertThat(value(query("max(up)", 180))).isZero();
    }

    @Test
    void theErrorSeriesIsBornAtTheFirstErrorAndEndsWithItsPod() throws IOException {
        start(Scenario.HEALTHY.withErrors(0), Routing.SUBSET);
        canary(50);
        pass(Duration.ofMinutes(2));
        String canary = "count(http_requests_total{pod=~\"checkout-canary-.*\",code=\"%s\"})";
        assertThat(value(query(canary.formatted("200"), 120))).isEqualTo(1);
        assertThat(query(canary.formatted("500"), 120).path("data").path("result"))
                .isEmpty();

        weigh(0);
        world.cluster().remove(Kind.DEPLOYMENT, "shop", "checkout-canary");
        pass(Duration.ofSeconds(15));

        assertThat(query(canary.formatted("200"), 135).path("data").path("result"))
                .isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameWorldAndAnotherAnother() throws IOException {
        String first = history(11);
        String second = history(11);
        String third = history(12);

        assertThat(second).isEqualTo(first);
        assertThat(third).isNotEqualTo(first);
    }

    private String history(long seed) throws IOException {
        try (Simulation other = Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), seed)) {
            world = other;
            return query("{__name__=~\"http.*|up\"}[3600s]", 0).toString();
        }
    }

    @Test
    void needsNoCallsToTheClusterOfItsOwn() {
        start(Scenario.HEALTHY, Routing.HOST);

        pass(Duration.ofHours(1));

        assertThat(world.cluster().calls()).isZero();
    }

    @Test
    void comesWithASpecificationThatFits() {
        start(Scenario.HEALTHY, Routing.REPLICAS);
        ReleaseSpec unrouted = SpecReader.read(world.exampleSpecYaml());
        world.close();
        start(Scenario.HEALTHY, Routing.HOST);
        ReleaseSpec routed = SpecReader.read(world.exampleSpecYaml());

        assertThat(unrouted.traffic().kind()).isEqualTo(RouterKind.REPLICAS);
        assertThat(routed.traffic().option("virtualService")).contains("checkout");
        assertThat(routed.changes().image()).contains(Scenery.CANARY_IMAGE);
        assertThat(routed.steps()).extracting(Step::weight).containsExactly(5, 25, 50);
    }

    @Test
    void answersFormsAndRangesAsPrometheusDoes() throws IOException {
        start(Scenario.HEALTHY, Routing.HOST);
        double now = world.releaseStart().getEpochSecond();
        FormBody form = new FormBody.Builder()
                .add("query", "sum by (job) (" + REQUESTS + ")")
                .add("start", Double.toString(now - 60))
                .add("end", Double.toString(now))
                .add("step", "15")
                .add("dedup", "true")
                .build();

        JsonNode matrix = call(new Request.Builder()
                .url(world.prometheusUrl() + "/api/v1/query_range")
                .post(form)
                .build());

        assertThat(matrix.path("data").path("resultType").asText()).isEqualTo("matrix");
        assertThat(matrix.path("data").path("result").get(0).path("values")).hasSize(5);
        assertThat(matrix.path("data").path("result").get(0).path("metric").toString())
                .isEqualTo("{\"job\":\"checkout\"}");
    }

    @Test
    void answersWhatItDoesNotUnderstandAsPrometheusDoes() throws IOException {
        start(Scenario.HEALTHY, Routing.HOST);

        try (Response response =
                HTTP.newCall(request("histogram_quantile(0.9, x)", 0)).execute()) {
            assertThat(response.code()).isEqualTo(400);
            assertThat(response.body().string())
                    .contains("\"status\":\"error\"", "\"errorType\":\"bad_data\"", "histogram_quantile");
        }
    }

    @Test
    void canBeInABadMood() throws IOException {
        start(Scenario.HEALTHY, Routing.HOST);

        world.prometheus().mood(Mood.HTML_PAGE);
        try (Response response = HTTP.newCall(request("up", 0)).execute()) {
            assertThat(response.header("Content-Type")).isEqualTo("text/html");
        }
        world.prometheus().mood(Mood.SERVER_ERROR);
        try (Response response = HTTP.newCall(request("up", 0)).execute()) {
            assertThat(response.code()).isEqualTo(500);
        }
        world.prometheus().mood(Mood.KNOWS_NOTHING);
        assertThat(query("up", 0).path("data").path("result")).isEmpty();
        world.prometheus().mood(Mood.HANGS_UP);
        assertThatThrownBy(() -> HTTP.newCall(request("up", 0)).execute().close())
                .isInstanceOf(IOException.class);
    }

    private void start(Scenario scenario, Routing routing) {
        world = Simulation.start(scenario, Scenery.checkout("shop").routed(routing), 1);
    }

    private void pass(Duration time) {
        world.advanceTo(world.clock().instant().plus(time));
    }

    /** A canary that is ready at once, and its weight. */
    private void canary(int weight) {
        canary(Scenery.CANARY_IMAGE, weight);
    }

    private void canary(String image, int weight) {
        world.cluster()
                .behave(image, new ImageBehaviour(ImageBehaviour.Fate.BECOMES_READY, Duration.ZERO, Duration.ZERO));
        deployCanary(image);
        world.cluster().settle("shop", world.clock().instant());
        weigh(weight);
    }

    @Test
    void anImageNamedAfterAScenarioBehavesLikeIt() {
        start(Scenario.HEALTHY.withErrors(1), Routing.SUBSET);
        canary("registry.example/shop/checkout:healthy-7", 50);
        pass(Duration.ofMinutes(1));
        Totals sound = world.totals();
        assertThat((double) sound.canaryBad() / sound.canaryRequests()).isLessThan(0.02);

        world.close();
        start(Scenario.HEALTHY, Routing.SUBSET);
        canary("registry.example/shop/checkout:errors", 50);
        pass(Duration.ofMinutes(1));
        Totals faulty = world.totals();
        assertThat((double) faulty.canaryBad() / faulty.canaryRequests()).isGreaterThan(0.03);
    }

    @Test
    void beginsAtWhateverTimeItIs() {
        Instant now = Instant.parse("2030-06-01T08:30:00Z");
        world = Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), Simulation.Watching.CLOSELY, 1, now);

        assertThat(world.releaseStart()).isEqualTo(now);
        assertThat(world.clock().instant()).isEqualTo(now);
    }

    private void deployCanary() {
        deployCanary(Scenery.CANARY_IMAGE);
    }

    private void deployCanary(String image) {
        Deployment stable =
                world.cluster().find(Kind.DEPLOYMENT, "shop", "checkout").orElseThrow();
        Deployment canary = new DeploymentBuilder(stable)
                .editMetadata()
                .withName("checkout-canary")
                .endMetadata()
                .editSpec()
                .withReplicas(1)
                .editSelector()
                .addToMatchLabels("version", "canary")
                .endSelector()
                .editTemplate()
                .editMetadata()
                .addToLabels("version", "canary")
                .endMetadata()
                .editSpec()
                .editContainer(0)
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        world.cluster().put(Kind.DEPLOYMENT, "shop", canary);
    }

    private void weigh(int weight) {
        put("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: checkout}
                spec:
                  host: checkout
                  subsets:
                  - {name: v1, labels: {version: v1}}
                  - {name: canary, labels: {version: canary}}
                """, ServedKind.DESTINATION_RULE);
        put("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: checkout}
                spec:
                  hosts: [checkout]
                  http:
                  - route:
                    - {destination: {host: checkout, subset: v1}, weight: %d}
                    - {destination: {host: checkout, subset: canary}, weight: %d}
                """.formatted(100 - weight, weight), ServedKind.VIRTUAL_SERVICE);
    }

    private void put(String yaml, Kind<GenericKubernetesResource> kind) {
        world.cluster().put(kind, "shop", Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }

    /** Asks for a query's value so many seconds after the release began. */
    private JsonNode query(String query, long second) throws IOException {
        return call(request(query, second));
    }

    private Request request(String query, long second) {
        HttpUrl url = HttpUrl.get(world.prometheusUrl() + "/api/v1/query")
                .newBuilder()
                .addQueryParameter("query", query)
                .addQueryParameter("time", Long.toString(world.releaseStart().getEpochSecond() + second))
                .build();
        return new Request.Builder().url(url).build();
    }

    private static JsonNode call(Request request) throws IOException {
        try (Response response = HTTP.newCall(request).execute()) {
            return new ObjectMapper().readTree(response.body().string());
        }
    }

    private static double value(JsonNode answer) {
        return answer.path("data").path("result").get(0).path("value").get(1).asDouble();
    }
}
