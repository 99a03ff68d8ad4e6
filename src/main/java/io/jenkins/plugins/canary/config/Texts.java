package io.jenkins.plugins.canary.config;

import hudson.Util;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** Lists of names, which a form shows as one text with commas between: names of folders may have spaces in them. */
final class Texts {
    private Texts() {}

    /** The names that are there, without spaces and slashes around them; null stands for none. */
    static List<String> clean(Collection<String> names) {
        List<String> clean = new ArrayList<>();
        for (String name : names == null ? List.<String>of() : names) {
            String plain = Util.fixNull(name).trim().replaceAll("^/+|/+$", "");
            if (!plain.isEmpty()) {
                clean.add(plain);
            }
        }
        return clean;
    }

    /** The names of a text. */
    static List<String> split(String text) {
        return clean(Arrays.asList(Util.fixNull(text).split("[,\n]")));
    }

    /** The names as one text. */
    static String join(Collection<String> names) {
        return names == null ? "" : String.join(", ", names);
    }

    /** The same form with lists where those fields hold a text. */
    static JSONObject withLists(JSONObject form, String... fields) {
        JSONObject plain = JSONObject.fromObject(form);
        for (String field : fields) {
            if (form.opt(field) instanceof String text) {
                plain.put(field, JSONArray.fromObject(split(text)));
            }
        }
        return plain;
    }
}
