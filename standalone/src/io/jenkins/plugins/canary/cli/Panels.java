package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The panels of one dashboard, laid out two in a row. */
final class Panels {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 8;

    private final ArrayNode panels = JsonNodeFactory.instance.arrayNode();
    private int x;
    private int y;
    private int highest;

    /** The panels so far. */
    ArrayNode json() {
        return panels;
    }

    /** Lines over time: legend to query. */
    void lines(String title, String unit, Map<String, String> queries) {
        ObjectNode panel = panel("timeseries", title, WIDTH / 2, HEIGHT);
        targets(panel, queries);
        ObjectNode defaults = field(panel, unit);
        defaults.putObject("custom").put("fillOpacity", 5).put("lineWidth", 2).put("showPoints", "never");
        ObjectNode options = panel.putObject("options");
        ObjectNode legend = options.putObject("legend")
                .put("displayMode", "list")
                .put("placement", "bottom")
                .put("showLegend", true);
        legend.putArray("calcs").add("lastNotNull");
        options.putObject("tooltip").put("mode", "multi").put("sort", "none");
    }

    /** One number. */
    void number(String title, String unit, String query) {
        ObjectNode panel = panel("stat", title, WIDTH / 4, HEIGHT / 2);
        targets(panel, Map.of("", query));
        field(panel, unit);
        ObjectNode options = panel.putObject("options")
                .put("colorMode", "value")
                .put("graphMode", "area")
                .put("justifyMode", "auto")
                .put("orientation", "auto")
                .put("textMode", "auto");
        options.putObject("reduceOptions")
                .put("values", false)
                .put("fields", "")
                .putArray("calcs")
                .add("lastNotNull");
    }

    /** What has been told of releases, newest first. */
    void story(String title, String... tags) {
        ObjectNode panel = panel("annolist", title, WIDTH / 2, HEIGHT);
        ObjectNode options = panel.putObject("options")
                .put("limit", 20)
                .put("onlyFromThisDashboard", false)
                .put("onlyInTimeRange", true)
                .put("showTags", true)
                .put("showTime", true)
                .put("showUser", false)
                .put("navigateToPanel", false)
                .put("navigateBefore", "10m")
                .put("navigateAfter", "10m");
        ArrayNode wanted = options.putArray("tags");
        for (String tag : tags) {
            wanted.add(tag);
        }
    }

    /** Text in Markdown. */
    void text(String title, String markdown) {
        panel("text", title, WIDTH / 2, HEIGHT)
                .putObject("options")
                .put("mode", "markdown")
                .put("content", markdown);
    }

    private ObjectNode panel(String type, String title, int width, int height) {
        if (x + width > WIDTH) {
            x = 0;
            y = highest;
        }
        ObjectNode panel =
                panels.addObject().put("id", panels.size()).put("type", type).put("title", title);
        panel.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
        x += width;
        highest = Math.max(highest, y + height);
        return panel;
    }

    private static ObjectNode field(ObjectNode panel, String unit) {
        ObjectNode config = panel.putObject("fieldConfig");
        config.putArray("overrides");
        ObjectNode defaults = config.putObject("defaults").put("unit", unit);
        defaults.putObject("color").put("mode", "palette-classic");
        return defaults;
    }

    private static void targets(ObjectNode panel, Map<String, String> queries) {
        source(panel.putObject("datasource"));
        ArrayNode targets = panel.putArray("targets");
        queries.forEach((legend, query) -> {
            ObjectNode target = targets.addObject()
                    .put("refId", Character.toString('A' + targets.size() - 1))
                    .put("expr", query)
                    .put("legendFormat", legend)
                    .put("range", true);
            source(target.putObject("datasource"));
        });
    }

    private static void source(ObjectNode node) {
        node.put("type", "prometheus").put("uid", "${datasource}");
    }
}
