package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Tells a gate what happens that is not asked whether it may: Flagger's {@code event} and {@code post-rollout}. The body is that of
 * Flagger's webhooks.
 */
public final class GateChannel implements Channel {
    private final Wire wire;
    private final String url;
    private final Map<String, String> metadata;
    private final boolean endsOnly;
    private final Function<String, Optional<String>> problem;

    /**
     * A gate that is told.
     *
     * @param endsOnly whether it is told of the end of a release alone
     * @param problem why an address may not be asked
     */
    public GateChannel(
            OkHttpClient client,
            String url,
            Map<String, String> metadata,
            boolean endsOnly,
            Function<String, Optional<String>> problem) {
        this.wire = Wire.of(client, "");
        this.url = url;
        this.metadata = Map.copyOf(metadata);
        this.endsOnly = endsOnly;
        this.problem = problem;
    }

    @Override
    public boolean carries(News news) {
        return !endsOnly || news.occasion().isEnd();
    }

    @Override
    public void deliver(News news) {
        Optional<String> why = problem.apply(url);
        if (why.isPresent()) {
            throw DeliveryException.lasting(why.get());
        }
        ObjectNode body = body(
                news.subject().workload(),
                news.subject().namespace(),
                phase(news),
                news.subject().release(),
                metadata);
        if (!endsOnly) {
            ((ObjectNode) body.path("metadata"))
                    .put("eventMessage", news.title() + ": " + news.sentence())
                    .put("eventType", news.severity() == Severity.INFO ? "Normal" : "Warning")
                    .put("timestamp", Long.toString(news.at().toEpochMilli()));
        }
        wire.post(HttpUrl.get(url), body);
    }

    private static String phase(News news) {
        return switch (news.occasion()) {
            case OPENED -> "Initializing";
            case APPROVAL, HELD, GATE -> "Waiting";
            case PROMOTING -> "Promoting";
            case PROMOTED -> "Succeeded";
            case ROLLED_BACK, ABORTED, FAILED -> "Failed";
            default -> "Progressing";
        };
    }

    /** What Flagger sends: name, namespace, phase, checksum and metadata. */
    public static ObjectNode body(
            String name, String namespace, String phase, String release, Map<String, String> metadata) {
        ObjectNode body = Json.object()
                .put("name", name)
                .put("namespace", namespace)
                .put("phase", phase)
                .put("checksum", release);
        ObjectNode said = body.putObject("metadata");
        metadata.forEach(said::put);
        return body;
    }
}
