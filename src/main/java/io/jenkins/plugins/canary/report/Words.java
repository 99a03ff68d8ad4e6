package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;

/**
 * The words of a page in the language of whoever reads it. What the engine said, in journals and verdicts, stays as it was said.
 */
public final class Words {
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Words() {}

    /** All of them, in groups as the dots of their names say; English where nobody has translated them. */
    public static ObjectNode of(Locale locale) {
        ResourceBundle bundle =
                ResourceBundle.getBundle(Words.class.getName(), locale, Words.class.getClassLoader(), EXACT);
        ObjectNode words = JsonNodeFactory.instance.objectNode();
        for (String name : new TreeSet<>(bundle.keySet())) {
            String[] path = name.split("\\.");
            ObjectNode group = words;
            for (int i = 0; i < path.length - 1; i++) {
                group = group.withObjectProperty(path[i]);
            }
            group.put(path[path.length - 1], bundle.getString(name));
        }
        return words;
    }
}
