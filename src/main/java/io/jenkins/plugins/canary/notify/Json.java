package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What most messages have in common. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** What the links lead to, for people, to the links that there are. */
    static Map<String, String> named(Links links) {
        Map<String, String> named = new LinkedHashMap<>();
        put(named, "Release", links.page());
        put(named, "Runbook", links.runbook());
        put(named, "Dashboard", links.dashboard());
        return named;
    }

    private static void put(Map<String, String> named, String name, String link) {
        if (!link.isEmpty()) {
            named.put(name, link);
        }
    }

    /** Facts about the release, for people: name to value. */
    static Map<String, String> facts(News news) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("target", news.subject().target());
        facts.put("release", news.subject().release());
        facts.put("event", news.occasion().word());
        facts.put("severity", news.severity().word());
        facts.put("weight", news.weight() + " %");
        if (!news.verdict().isEmpty()) {
            facts.put("verdict", news.verdict());
        }
        return facts;
    }
}
