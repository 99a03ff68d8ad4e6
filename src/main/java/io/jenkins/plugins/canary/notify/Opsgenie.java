package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/**
 * An alert by Opsgenie's Alert API v2, one for a release by its alias: P1 for what wakes somebody up, P3 for a ticket. A promotion
 * closes it; a rollback does not.
 */
final class Opsgenie implements Channel {
    private static final int LONGEST_MESSAGE = 130;
    private static final int LONGEST_DESCRIPTION = 15_000;

    private final Wire wire;
    private final HttpUrl alerts;

    Opsgenie(Wire wire, HttpUrl server, String apiKey) {
        this.wire = wire.with("Authorization", "GenieKey " + apiKey);
        this.alerts = server.newBuilder().addPathSegments("v2/alerts").build();
    }

    @Override
    public boolean carries(News news) {
        return PagerDuty.isProblemOrItsEnd(news);
    }

    @Override
    public void deliver(News news) {
        if (PagerDuty.isProblem(news)) {
            wire.post(alerts, body(news));
            return;
        }
        HttpUrl close = alerts.newBuilder()
                .addPathSegment(news.subject().incident())
                .addPathSegment("close")
                .addQueryParameter("identifierType", "alias")
                .build();
        wire.post(close, Json.object().put("source", "Canary Pipeline").put("note", news.title()));
    }

    static ObjectNode body(News news) {
        ObjectNode body = Json.object()
                .put("message", Wire.cut(news.title(), LONGEST_MESSAGE))
                .put("alias", news.subject().incident())
                .put("description", Wire.cut(description(news), LONGEST_DESCRIPTION))
                .put("entity", news.subject().target())
                .put("source", "Canary Pipeline")
                .put("priority", news.severity() == Severity.CRITICAL ? "P1" : "P3");
        body.putArray("tags").add("canary").add(news.occasion().word());
        ObjectNode details = body.putObject("details");
        Json.facts(news).forEach(details::put);
        return body;
    }

    private static String description(News news) {
        StringBuilder text = new StringBuilder(news.sentence());
        Json.named(news.links())
                .forEach((name, link) ->
                        text.append('\n').append(name).append(": ").append(link));
        return text.toString();
    }
}
