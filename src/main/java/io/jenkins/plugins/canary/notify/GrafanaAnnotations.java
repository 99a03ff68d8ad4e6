package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Annotations in Grafana ({@code POST /api/annotations}): beginning, each weight, verdicts, and at the end a region over the whole
 * release. They are found by their tags, {@code canary} and {@code namespace/workload}.
 */
final class GrafanaAnnotations implements Channel {
    private static final Set<Occasion> DRAWN = Set.of(
            Occasion.OPENED,
            Occasion.WEIGHT,
            Occasion.VERDICT,
            Occasion.HELD,
            Occasion.RESTARTED,
            Occasion.PROMOTING,
            Occasion.ROLLBACK,
            Occasion.PROMOTED,
            Occasion.ROLLED_BACK,
            Occasion.ABORTED,
            Occasion.FAILED,
            Occasion.TEST);

    private final Wire wire;
    private final HttpUrl url;
    private final String dashboard;

    /** @param dashboard uid of the only dashboard that shows them; empty for all of the organisation */
    GrafanaAnnotations(Wire wire, HttpUrl server, String dashboard, String token) {
        this.wire = wire.with("Authorization", "Bearer " + token);
        this.url = server.newBuilder().addPathSegments("api/annotations").build();
        this.dashboard = dashboard;
    }

    @Override
    public boolean carries(News news) {
        return isDrawn(news);
    }

    /** Whether it is worth a line in a graph. */
    static boolean isDrawn(News news) {
        return DRAWN.contains(news.occasion());
    }

    @Override
    public void deliver(News news) {
        wire.post(url, body(news));
    }

    ObjectNode body(News news) {
        boolean whole = news.occasion().isEnd();
        ObjectNode body = Json.object()
                .put("time", (whole ? news.since() : news.at()).toEpochMilli())
                .put("text", text(news));
        if (whole) {
            body.put("timeEnd", news.at().toEpochMilli());
        }
        if (!dashboard.isEmpty()) {
            body.put("dashboardUID", dashboard);
        }
        ArrayNode tags = body.putArray("tags").add("canary").add(news.occasion().word());
        tags.add(news.subject().namespace() + "/" + news.subject().workload());
        tags.add(news.subject().release());
        return body;
    }

    /** Grafana shows it as HTML, with what is dangerous taken out; nothing in it is to be marked up at all. */
    private static String text(News news) {
        String text = escaped(news.title() + "\n" + news.sentence());
        return news.links().page().isEmpty()
                ? text
                : text + "\n<a href=\"" + escaped(news.links().page()) + "\">Release</a>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
