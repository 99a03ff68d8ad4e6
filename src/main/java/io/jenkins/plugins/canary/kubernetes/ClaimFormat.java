package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.FoundCanary;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Orders;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RollbackTo;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A claim as JSON, format 1: times as in ISO 8601, durations too, what adapters recorded as objects, so that a person can read
 * it without this program.
 */
final class ClaimFormat {
    /** A claim is kept in an annotation, of which an object may have 256 KiB in all. */
    static final int LARGEST_BYTES = 32 * 1024;

    private static final int FORMAT = 1;
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ClaimFormat() {}

    /** A claim with the workload that it is on. */
    record Written(WorkloadName workload, ClaimRecord claim) {}

    /**
     * Writes a claim.
     *
     * @throws RefusedException if it is larger than a claim may be
     */
    static String write(WorkloadName workload, ClaimRecord claim) {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
        root.putObject("target").put("kind", workload.kind()).put("name", workload.name());
        root.put("release", claim.release());
        root.putObject("holder")
                .put("controller", claim.holder().controller())
                .put("rootUrl", claim.holder().rootUrl())
                .put("build", claim.holder().build());
        root.put("phase", claim.phase().name());
        root.put("phaseSince", claim.phaseSince().toString());
        root.put("opened", claim.opened().toString());
        root.put("expires", claim.expires().toString());
        root.put("weight", claim.weight());
        claim.exposure().cohort().ifPresent(cohort -> write(root.putObject("cohort"), cohort));
        if (claim.exposure().mirror() > 0) {
            root.put("mirror", claim.exposure().mirror());
        }
        if (claim.before() > 0) {
            root.put("before", claim.before());
        }
        claim.weightSince().ifPresent(since -> root.put("weightSince", since.toString()));
        claim.approvalUntil().ifPresent(until -> root.put("approvalUntil", until.toString()));
        claim.homeSince().ifPresent(since -> root.put("homeSince", since.toString()));
        claim.ending().ifPresent(ending -> write(root.putObject("ending"), ending));
        claim.promotion().ifPresent(promotion -> write(root.putObject("promotion"), promotion));
        if (!claim.orders().given().isEmpty()) {
            ArrayNode orders = root.putArray("orders");
            claim.orders().given().forEach(order -> write(orders.addObject(), order));
        }
        write(root.putObject("terms"), claim.terms());
        root.put("drain", claim.drain().toString());
        root.put("forensics", claim.forensics().toString());
        ObjectNode traffic = root.putObject("traffic");
        traffic.put("kind", claim.traffic().kind().word());
        write(traffic.putObject("options"), claim.traffic().options());
        claim.traffic().affinity().ifPresent(age -> traffic.put("affinity", age.toString()));
        claim.traffic().canary().ifPresent(canary -> traffic.put("canary", canary));
        ObjectNode route = root.putObject("route");
        route.put("separation", claim.route().separation().name());
        claim.route().services().forEach(route.putArray("services")::add);
        route.set("originals", originals(claim.route().originals()));
        claim.route().found().ifPresent(found -> route.putObject("found")
                .put("service", found.service())
                .put("weight", found.weight()));
        root.set("workload", originals(claim.workload()));
        return bounded(root.toString());
    }

    private static void write(ObjectNode node, Terms terms) {
        node.put("undo", terms.undo().toString())
                .put("external", terms.external())
                .put("supersedes", terms.supersedes())
                .put("baseline", terms.baseline());
        terms.found().ifPresent(back -> node.put("rollbackTo", back.name()));
    }

    private static void write(ObjectNode node, Ending ending) {
        node.put("outcome", ending.outcome().name())
                .put("from", ending.from().name())
                .put("urgent", ending.urgent())
                .put("reason", ending.reason());
    }

    private static void write(ObjectNode node, Cohort cohort) {
        node.put("carrier", cohort.carrier().name())
                .put("name", cohort.name())
                .put("value", cohort.value())
                .put("pattern", cohort.pattern())
                .put("share", cohort.share());
    }

    private static void write(ObjectNode node, Order order) {
        node.put("kind", order.kind().name())
                .put("at", order.at().toString())
                .put("who", order.who())
                .put("why", order.why())
                .put("by", order.by().toString());
        order.weightSince().ifPresent(since -> node.put("weightSince", since.toString()));
    }

    private static void write(ObjectNode node, Promotion promotion) {
        node.put("templateHash", promotion.templateHash());
        write(node.putObject("images"), promotion.images());
    }

    private static void write(ObjectNode node, Map<String, String> texts) {
        new TreeMap<>(texts).forEach(node::put);
    }

    private static JsonNode originals(Originals originals) {
        try {
            if (MAPPER.readTree(originals.json()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what an adapter recorded is not JSON", e);
        }
        throw new IllegalArgumentException("what an adapter recorded is not a JSON object");
    }

    private static String bounded(String json) {
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_BYTES) {
            throw new RefusedException("claim: what must be remembered takes " + bytes + " bytes, and " + LARGEST_BYTES
                    + " are what a claim may have; split fewer routes in one release");
        }
        return json;
    }

    /**
     * Reads a claim.
     *
     * @param lease where it was found, for messages
     * @throws RefusedException if it is in another format, or unreadable
     */
    static Written read(String lease, String json) {
        JsonNode root = tree(lease, json);
        int format = root.path("format").asInt(0);
        if (format > FORMAT) {
            throw new RefusedException("claim: Lease " + lease + " was written by a newer version (format " + format
                    + ", this one knows " + FORMAT + "); it is left untouched. Use that version to end the release");
        }
        if (format < FORMAT) {
            throw unreadable(lease, "format is not " + FORMAT);
        }
        try {
            JsonNode target = field(root, "target");
            return new Written(new WorkloadName(text(target, "kind"), text(target, "name")), claim(root));
        } catch (RuntimeException e) {
            throw unreadable(lease, String.valueOf(e.getMessage()));
        }
    }

    private static ClaimRecord claim(JsonNode root) {
        JsonNode holder = field(root, "holder");
        JsonNode route = field(root, "route");
        List<String> services = new ArrayList<>();
        field(route, "services").forEach(service -> services.add(service.asText()));
        return new ClaimRecord(
                text(root, "release"),
                new Holder(text(holder, "controller"), text(holder, "rootUrl"), text(holder, "build")),
                Phase.valueOf(text(root, "phase")),
                Instant.parse(text(root, "phaseSince")),
                Instant.parse(text(root, "opened")),
                Instant.parse(text(root, "expires")),
                traffic(field(root, "traffic")),
                new RoutePlan(
                        Separation.valueOf(text(route, "separation")),
                        services,
                        new Originals(field(route, "originals").toString()),
                        optional(route, "found", ClaimFormat::found)),
                new Originals(field(root, "workload").toString()),
                new Exposure(
                        field(root, "weight").asInt(),
                        optional(root, "cohort", ClaimFormat::cohort),
                        root.path("mirror").asInt(0)),
                root.path("before").asInt(0),
                optional(root, "weightSince", node -> Instant.parse(node.asText())),
                Duration.parse(text(root, "drain")),
                Duration.parse(text(root, "forensics")),
                optional(root, "promotion", node -> new Promotion(text(node, "templateHash"), texts(node, "images"))),
                optional(root, "ending", ClaimFormat::ending),
                optional(root, "homeSince", node -> Instant.parse(node.asText())),
                orders(root.path("orders")),
                optional(root, "terms", ClaimFormat::terms).orElse(Terms.NONE),
                optional(root, "approvalUntil", node -> Instant.parse(node.asText())));
    }

    private static Orders orders(JsonNode nodes) {
        List<Order> orders = new ArrayList<>();
        nodes.forEach(node -> orders.add(new Order(
                Order.Kind.valueOf(text(node, "kind")),
                Instant.parse(text(node, "at")),
                text(node, "who"),
                text(node, "why"),
                Duration.parse(text(node, "by")),
                optional(node, "weightSince", since -> Instant.parse(since.asText())))));
        return new Orders(orders);
    }

    private static Cohort cohort(JsonNode node) {
        return new Cohort(
                Cohort.Carrier.valueOf(text(node, "carrier")),
                text(node, "name"),
                text(node, "value"),
                field(node, "pattern").asBoolean(),
                field(node, "share").asInt());
    }

    private static Terms terms(JsonNode node) {
        return new Terms(
                Duration.parse(text(node, "undo")),
                field(node, "external").asBoolean(),
                text(node, "supersedes"),
                node.path("baseline").asBoolean(),
                optional(node, "rollbackTo", back -> RollbackTo.valueOf(back.asText())));
    }

    private static FoundCanary found(JsonNode node) {
        return new FoundCanary(text(node, "service"), field(node, "weight").asInt());
    }

    private static TrafficSpec traffic(JsonNode node) {
        String word = text(node, "kind");
        RouterKind kind = RouterKind.of(word)
                .orElseThrow(() -> new IllegalArgumentException("traffic.kind '" + word + "' is not known"));
        return new TrafficSpec(
                kind,
                texts(node, "options"),
                optional(node, "affinity", age -> Duration.parse(age.asText())),
                optional(node, "canary", JsonNode::asText));
    }

    private static Ending ending(JsonNode node) {
        return new Ending(
                Outcome.valueOf(text(node, "outcome")),
                Phase.valueOf(text(node, "from")),
                field(node, "urgent").asBoolean(),
                text(node, "reason"));
    }

    private static <T> Optional<T> optional(JsonNode parent, String name, Function<JsonNode, T> reader) {
        return parent.hasNonNull(name) ? Optional.of(reader.apply(parent.get(name))) : Optional.empty();
    }

    private static Map<String, String> texts(JsonNode parent, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        field(parent, name)
                .fields()
                .forEachRemaining(
                        entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static String text(JsonNode parent, String name) {
        return field(parent, name).asText();
    }

    private static JsonNode field(JsonNode parent, String name) {
        if (!parent.hasNonNull(name)) {
            throw new IllegalArgumentException("field '" + name + "' is missing");
        }
        return parent.get(name);
    }

    private static JsonNode tree(String lease, String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw unreadable(lease, "not JSON");
        }
    }

    private static RefusedException unreadable(String lease, String why) {
        return new RefusedException("claim: annotation " + CanaryNames.CLAIM + " of Lease " + lease
                + " cannot be read (" + Text.line(why, 200)
                + "); it is left untouched. If no release is open on the target,"
                + " delete the Lease");
    }
}
