package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** Lists and maps as a form shows them, in one text: {@code 5, 25, 50}, and a line {@code name=value} for each entry. */
final class FormTexts {
    private FormTexts() {}

    /** A list as one text. */
    static String listed(Collection<?> values) {
        return values == null ? "" : values.stream().map(FormTexts::number).collect(Collectors.joining(", "));
    }

    private static String number(Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    /** A map as one text. */
    static String lines(Map<String, String> map) {
        return map == null
                ? ""
                : map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** The same form without what was left empty, and with lists where those fields hold a text. */
    static JSONObject withLists(JSONObject form, String... lists) {
        JSONObject plain = new JSONObject();
        for (Object key : form.keySet()) {
            String name = (String) key;
            Object value = form.get(name);
            if (value instanceof String text && text.isBlank()) {
                continue;
            }
            boolean isList = value instanceof String && Arrays.asList(lists).contains(name);
            plain.put(name, isList ? elements((String) value) : value);
        }
        return plain;
    }

    private static JSONArray elements(String text) {
        JSONArray elements = new JSONArray();
        Arrays.stream(text.split("[,\\s]+")).filter(part -> !part.isEmpty()).forEach(elements::add);
        return elements;
    }

    /** Takes a field with a line for each entry out of a form; null if it is not there. Lines without {@code =} have no value. */
    static Map<String, String> takeMap(JSONObject form, String field) {
        Object text = form.remove(field);
        if (!(text instanceof String lines)) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (String line : List.of(lines.split("\\R"))) {
            int equals = line.indexOf('=');
            if (!line.isBlank()) {
                map.put(
                        equals < 0 ? line.trim() : line.substring(0, equals).trim(),
                        equals < 0 ? "" : Util.fixNull(line.substring(equals + 1)));
            }
        }
        return map;
    }
}
