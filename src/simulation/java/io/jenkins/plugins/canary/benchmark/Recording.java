package io.jenkins.plugins.canary.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.simulation.RecordedPrometheus;
import io.jenkins.plugins.canary.simulation.Series;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.target.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * A simulated release in a directory, so that it can be judged again, by ours or by anything else:
 *
 * <ul>
 *   <li>{@code answers.json}: what Prometheus would answer to a query for all series and times;
 *   <li>{@code cluster.json}: what cluster and route would show, look by look, where it changed;
 *   <li>{@code canary.yaml}: what the user asked for;
 *   <li>{@code truth.json}: what the versions really were like. Nothing that judges reads it.
 * </ul>
 */
public final class Recording implements Stage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWERS = "answers.json";
    private static final String CLUSTER = "cluster.json";
    private static final String SPEC = "canary.yaml";
    private static final String TRUTH = "truth.json";

    private final ReleaseSpec spec;
    private final SimulatedClock clock;
    private final RecordedPrometheus prometheus;
    private final Duration scrape;
    private final Instant end;
    private final List<View> views;
    private int view;

    /** What can be seen from a time on. */
    private record View(Instant from, int weight, List<Pod> canary, List<Pod> stable) {
        boolean shows(View other) {
            return weight == other.weight && canary.equals(other.canary) && stable.equals(other.stable);
        }
    }

    private Recording(ReleaseSpec spec, JsonNode cluster, JsonNode answers, List<View> views) {
        this.spec = spec;
        this.views = views;
        scrape = Duration.ofMillis(cluster.path("scrapeMillis").asLong());
        clock = SimulatedClock.at(Instant.parse(cluster.path("start").asText()));
        end = Instant.parse(cluster.path("end").asText());
        prometheus = new RecordedPrometheus(
                clock, Duration.ofMillis(cluster.path("lagMillis").asLong()));
        fill(prometheus, answers);
    }

    private static void fill(RecordedPrometheus prometheus, JsonNode answers) {
        for (JsonNode one : answers.path("data").path("result")) {
            Map<String, String> labels = new LinkedHashMap<>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            Series series = prometheus.series(labels.remove("__name__"), labels);
            for (JsonNode sample : one.path("values")) {
                series.add(
                        Math.round(sample.path(0).asDouble() * 1000),
                        Double.parseDouble(sample.path(1).asText()));
            }
        }
    }

    /** Whether the directory holds a recording. */
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(CLUSTER));
    }

    /** Reads a recording. */
    public static Recording read(Path directory) throws IOException {
        JsonNode cluster = JSON.readTree(directory.resolve(CLUSTER).toFile());
        List<View> views = new ArrayList<>();
        for (JsonNode one : cluster.path("views")) {
            views.add(new View(
                    Instant.parse(one.path("from").asText()),
                    one.path("weight").asInt(),
                    pods(one.path("canary")),
                    pods(one.path("stable"))));
        }
        return new Recording(
                SpecReader.read(Files.readString(directory.resolve(SPEC))),
                cluster,
                JSON.readTree(directory.resolve(ANSWERS).toFile()),
                views);
    }

    /** Writes down how a release of that workload goes, until it has been watched for its whole length. */
    static void write(Path directory, Workload workload, long seed, long run) throws IOException {
        Files.createDirectories(directory);
        World world = new World(workload, seed, run, true);
        ObjectNode cluster = JSON.createObjectNode();
        cluster.put("start", World.START.toString());
        cluster.put("end", World.START.plus(workload.duration(Parameter.LENGTH)).toString());
        cluster.put("scrapeMillis", workload.millis(Parameter.SCRAPE));
        cluster.put("lagMillis", workload.millis(Parameter.LAG));
        ArrayNode views = cluster.putArray("views");
        View shown = viewOf(world);
        views.add(json(shown));
        while (!world.over()) {
            world.advance();
            View now = viewOf(world);
            if (!now.shows(shown)) {
                views.add(json(now));
                shown = now;
            }
        }
        Files.writeString(directory.resolve(CLUSTER), cluster.toPrettyString() + "\n");
        Files.writeString(directory.resolve(ANSWERS), world.prometheus().everything(world.now()) + "\n");
        Files.writeString(directory.resolve(SPEC), OurSpec.text(workload));
        Files.writeString(directory.resolve(TRUTH), truth(world, seed, run).toPrettyString() + "\n");
    }

    private static ObjectNode truth(World world, long seed, long run) {
        ObjectNode truth =
                JSON.createObjectNode().put("seed", seed).put("run", run).put("harm", world.harm());
        ObjectNode parameters = truth.putObject("parameters");
        for (Parameter parameter : Parameter.values()) {
            parameters.put(parameter.word(), world.workload().text(parameter));
        }
        return truth;
    }

    private static View viewOf(World world) {
        return new View(world.now(), world.weight(), world.pods(true), world.pods(false));
    }

    private static ObjectNode json(View view) {
        ObjectNode json =
                JSON.createObjectNode().put("from", view.from.toString()).put("weight", view.weight);
        json.set("canary", json(view.canary));
        json.set("stable", json(view.stable));
        return json;
    }

    private static ArrayNode json(List<Pod> pods) {
        ArrayNode array = JSON.createArrayNode();
        for (Pod pod : pods) {
            array.addObject()
                    .put("name", pod.name())
                    .put("readySince", pod.readySince().orElseThrow().toString())
                    .put("restarts", pod.restarts());
        }
        return array;
    }

    private static List<Pod> pods(JsonNode array) {
        List<Pod> pods = new ArrayList<>();
        for (JsonNode pod : array) {
            pods.add(new Pod(
                    pod.path("name").asText(),
                    Optional.of(Instant.parse(pod.path("readySince").asText())),
                    pod.path("restarts").asInt(),
                    Map.of()));
        }
        return pods;
    }

    @Override
    public ReleaseSpec spec() {
        return spec;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public int weight() {
        return views.get(view).weight;
    }

    @Override
    public List<Pod> pods(boolean canary) {
        return canary ? views.get(view).canary : views.get(view).stable;
    }

    @Override
    public OkHttpClient client() {
        return prometheus.client();
    }

    @Override
    public void advance() {
        clock.advanceTo(now().plus(scrape));
        while (view + 1 < views.size() && !views.get(view + 1).from.isAfter(now())) {
            view++;
        }
    }

    @Override
    public boolean over() {
        return !now().isBefore(end);
    }
}
