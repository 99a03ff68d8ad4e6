package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/**
 * An alert by PagerDuty's Events API v2: one for a release, whatever happens to it. What is critical wakes somebody up; what is a
 * warning has severity {@code warning}, which the service's urgency rules make low. A promotion resolves it; a rollback does not, because somebody must look at the version.
 */
final class PagerDuty implements Channel {
    private static final int LONGEST_SUMMARY = 1024;

    private final Wire wire;
    private final HttpUrl url;
    private final String routingKey;

    PagerDuty(Wire wire, HttpUrl server, String routingKey) {
        this.wire = wire;
        this.url = server.newBuilder().addPathSegments("v2/enqueue").build();
        this.routingKey = routingKey;
    }

    @Override
    public boolean carries(News news) {
        return isProblemOrItsEnd(news);
    }

    /** Whether it alarms somebody, or ends the alarm. */
    static boolean isProblemOrItsEnd(News news) {
        return isProblem(news) || news.occasion() == Occasion.PROMOTED;
    }

    /** What alarms somebody. */
    static boolean isProblem(News news) {
        return news.severity().atLeast(Severity.WARNING) || news.occasion() == Occasion.TEST;
    }

    @Override
    public void deliver(News news) {
        wire.post(url, body(news));
    }

    ObjectNode body(News news) {
        ObjectNode body = Json.object()
                .put("routing_key", routingKey)
                .put("dedup_key", news.subject().incident())
                .put("event_action", isProblem(news) ? "trigger" : "resolve");
        if (!isProblem(news)) {
            return body;
        }
        Subject subject = news.subject();
        ObjectNode payload = body.putObject("payload")
                .put("summary", Wire.cut(news.title() + ": " + news.sentence(), LONGEST_SUMMARY))
                .put("source", subject.target())
                .put("severity", news.severity().word())
                .put("timestamp", news.at().toString())
                .put("component", subject.workload())
                .put("group", subject.namespace())
                .put("class", "canary " + news.occasion().word());
        ObjectNode details = payload.putObject("custom_details");
        Json.facts(news).forEach(details::put);
        ArrayNode links = body.putArray("links");
        Json.named(news.links())
                .forEach((name, link) -> links.addObject().put("href", link).put("text", name));
        body.put("client", "Canary Pipeline");
        if (!news.links().page().isEmpty()) {
            body.put("client_url", news.links().page());
        }
        return body;
    }
}
