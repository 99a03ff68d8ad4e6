package io.jenkins.plugins.canary.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a source is asked, as JSON. */
final class QueryJson {
    private QueryJson() {}

    /** Adds what was asked to a line. */
    static ObjectNode write(ObjectNode line, Entry.Asked asked) {
        ArrayNode queries =
                line.put("metric", asked.metric()).put("weight", asked.weight()).putArray("queries");
        for (Entry.Query query : asked.queries()) {
            ObjectNode one = queries.addObject().put("label", query.label());
            if (!query.arm().isEmpty()) {
                one.put("arm", query.arm());
            }
            one.put("text", query.text());
            if (!query.link().isEmpty()) {
                one.put("link", query.link());
            }
        }
        return line;
    }

    /** What a line says that was asked. */
    static List<Entry.Query> read(JsonNode line) {
        List<Entry.Query> queries = new ArrayList<>();
        line.path("queries")
                .forEach(one -> queries.add(new Entry.Query(
                        one.path("label").asText(),
                        one.path("arm").asText(""),
                        one.path("text").asText(),
                        one.path("link").asText(""))));
        return queries;
    }
}
