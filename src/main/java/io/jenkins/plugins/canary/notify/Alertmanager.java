package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * An alert for Alertmanager's API v2 (POST {@code /api/v2/alerts}), which routes, groups and silences it by its own rules. One alert per
 * release and severity; it ends by itself after {@link #LASTS}, because nobody sends it again, and at once when the release is promoted.
 */
final class Alertmanager implements Channel {
    /** How long an alert lasts that nothing ends. */
    static final Duration LASTS = Duration.ofHours(4);

    private final Wire wire;
    private final HttpUrl url;

    Alertmanager(Wire wire, HttpUrl server, String token) {
        this.wire = token.isEmpty() ? wire : wire.with("Authorization", "Bearer " + token);
        this.url = server.newBuilder().addPathSegments("api/v2/alerts").build();
    }

    @Override
    public boolean carries(News news) {
        return PagerDuty.isProblemOrItsEnd(news);
    }

    @Override
    public void deliver(News news) {
        wire.post(url, body(news));
    }

    static ArrayNode body(News news) {
        ArrayNode alerts = Json.array();
        if (PagerDuty.isProblem(news)) {
            alerts.add(alert(news, news.severity())
                    .put("endsAt", news.at().plus(LASTS).toString()));
        } else {
            List.of(Severity.WARNING, Severity.CRITICAL)
                    .forEach(severity -> alerts.add(
                            alert(news, severity).put("endsAt", news.at().toString())));
        }
        return alerts;
    }

    private static ObjectNode alert(News news, Severity severity) {
        Subject subject = news.subject();
        ObjectNode alert = Json.object();
        alert.putObject("labels")
                .put("alertname", "CanaryRelease")
                .put("severity", severity.word())
                .put("cluster", subject.cluster())
                .put("namespace", subject.namespace())
                .put("workload", subject.workload())
                .put("release", subject.release());
        ObjectNode annotations =
                alert.putObject("annotations").put("summary", news.title()).put("description", news.sentence());
        if (!news.links().runbook().isEmpty()) {
            annotations.put("runbook_url", news.links().runbook());
        }
        if (!news.links().dashboard().isEmpty()) {
            annotations.put("dashboard", news.links().dashboard());
        }
        alert.put("startsAt", news.since().toString());
        if (!news.links().page().isEmpty()) {
            alert.put("generatorURL", news.links().page());
        }
        return alert;
    }
}
