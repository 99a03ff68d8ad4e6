package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/**
 * An Adaptive Card (1.4) for a workflow of Microsoft Teams that begins with "When a Teams webhook request is received". Connectors,
 * which took message cards, are retired. The address is the secret. What pods and people wrote stands in text runs, which take no Markdown.
 */
final class Teams implements Channel {
    private final Wire wire;
    private final HttpUrl url;

    Teams(Wire wire, HttpUrl url) {
        this.wire = wire;
        this.url = url;
    }

    @Override
    public void deliver(News news) {
        wire.post(url, body(news));
    }

    static ObjectNode body(News news) {
        ObjectNode body = Json.object().put("type", "message");
        ObjectNode attachment = body.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putNull("contentUrl");
        ObjectNode card = attachment
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        ArrayNode content = card.putArray("body");
        run(content, news.title()).put("weight", "Bolder").put("size", "Medium").put("color", color(news.severity()));
        run(content, news.sentence());
        ArrayNode facts = content.addObject().put("type", "FactSet").putArray("facts");
        Json.facts(news)
                .forEach((name, value) -> facts.addObject().put("title", name).put("value", value));
        ArrayNode actions = card.putArray("actions");
        Json.named(news.links()).forEach((name, link) -> actions.addObject()
                .put("type", "Action.OpenUrl")
                .put("title", name)
                .put("url", link));
        return body;
    }

    private static ObjectNode run(ArrayNode content, String text) {
        return content.addObject()
                .put("type", "RichTextBlock")
                .putArray("inlines")
                .addObject()
                .put("type", "TextRun")
                .put("text", text);
    }

    private static String color(Severity severity) {
        return switch (severity) {
            case INFO -> "Default";
            case WARNING -> "Warning";
            case CRITICAL -> "Attention";
        };
    }
}
