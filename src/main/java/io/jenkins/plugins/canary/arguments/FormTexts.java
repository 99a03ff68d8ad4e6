package io.jenkins.plugins.canary.arguments;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** Lists as a form shows them, in one text: {@code 5, 25, 50}. */
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
}
