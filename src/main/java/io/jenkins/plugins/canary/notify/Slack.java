package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/**
 * A message by an incoming webhook of Slack, or of what understands the same (Mattermost, Rocket.Chat). The address is the secret. What pods and people
 * wrote stands in {@code plain_text} blocks, where neither marks nor mentions count (Block Kit).
 */
final class Slack implements Channel {
    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_TEXT = 3000;

    private final Wire wire;
    private final HttpUrl url;

    Slack(Wire wire, HttpUrl url) {
        this.wire = wire;
        this.url = url;
    }

    @Override
    public void deliver(News news) {
        wire.post(url, body(news));
    }

    static ObjectNode body(News news) {
        ObjectNode body = Json.object().put("text", escaped(news.title()));
        ArrayNode blocks = body.putArray("blocks");
        ObjectNode header = blocks.addObject().put("type", "header");
        text(header.putObject("text"), Wire.cut(sign(news.severity()) + news.title(), LONGEST_HEADER));
        ObjectNode section = blocks.addObject().put("type", "section");
        text(section.putObject("text"), Wire.cut(news.sentence().isEmpty() ? "–" : news.sentence(), LONGEST_TEXT));
        ObjectNode context = blocks.addObject().put("type", "context");
        text(
                context.putArray("elements").addObject(),
                "release " + news.subject().release() + " · canary at " + news.weight() + " %"
                        + (news.verdict().isEmpty() ? "" : " · " + news.verdict()));
        if (!Json.named(news.links()).isEmpty()) {
            ArrayNode buttons = blocks.addObject().put("type", "actions").putArray("elements");
            Json.named(news.links()).forEach((name, link) -> {
                ObjectNode button = buttons.addObject().put("type", "button").put("url", link);
                text(button.putObject("text"), name);
            });
        }
        return body;
    }

    private static String sign(Severity severity) {
        return switch (severity) {
            case INFO -> "";
            case WARNING -> "⚠ ";
            case CRITICAL -> "🔥 ";
        };
    }

    private static void text(ObjectNode node, String text) {
        node.put("type", "plain_text").put("text", text);
    }

    /** The three characters that Slack's own markup begins with. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
