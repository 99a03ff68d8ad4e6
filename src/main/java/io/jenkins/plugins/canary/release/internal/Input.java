package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * YAML or JSON text as maps, lists, strings, numbers and booleans. The text may come from anybody: size, depth and what
 * aliases expand to are bounded, a key that is written twice is refused.
 */
public final class Input {
    /** Largest text, in bytes of UTF-8. */
    public static final int LARGEST = 256 * 1024;

    private static final int DEEPEST = 12;
    private static final int DEEPEST_MANIFEST = 24;
    private static final int MOST_VALUES = 20_000;

    private final JsonParser parser;
    private final int deepest;
    private final Map<String, Sized> anchors = new HashMap<>();
    private int values;

    private Input(JsonParser parser, int deepest) {
        this.parser = parser;
        this.deepest = deepest;
    }

    /**
     * Reads a text that holds one map.
     *
     * @throws RefusedException if it is no YAML or JSON, not a map, or beyond the bounds
     */
    public static Map<?, ?> parse(String text) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new RefusedException(
                    "the specification is " + size + " bytes long; at most " + LARGEST + " are allowed");
        }
        Object value = parseAny(text);
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new RefusedException(
                "the specification is " + Type.describe(value) + "; it must be a map such as 'namespace: shop'");
    }

    /**
     * Reads a text of several documents, each a map; those that are empty do not count. They may be nested deeper than a
     * specification.
     *
     * @throws RefusedException if it is no YAML or JSON, one is not a map, or beyond the bounds
     */
    public static List<Map<?, ?>> documents(String text) {
        try (JsonParser parser = yaml(DEEPEST_MANIFEST).createParser(text)) {
            return new Input(parser, DEEPEST_MANIFEST).all();
        } catch (IOException e) {
            throw new RefusedException("not YAML: " + explain(e));
        }
    }

    private List<Map<?, ?>> all() throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        while (parser.nextToken() != null) {
            anchors.clear();
            Object document = value(1);
            if (document instanceof Map<?, ?> map) {
                documents.add(map);
            } else if (document != null && !document.equals("")) {
                throw refused("a document is " + Type.describe(document) + "; each must be a map");
            }
        }
        return documents;
    }

    /** JSON is YAML but for tabs; a text that begins as JSON but is none is left to YAML to accept or to explain. */
    private static Object parseAny(String text) {
        if (text.stripLeading().startsWith("{")) {
            try (JsonParser parser = new JsonFactory().createParser(text)) {
                return new Input(parser, DEEPEST).whole();
            } catch (IOException e) {
                return parseYaml(text);
            }
        }
        return parseYaml(text);
    }

    private static YAMLFactory yaml(int deepest) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setNestingDepthLimit(deepest + 1);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    private static Object parseYaml(String text) {
        try (JsonParser parser = yaml(DEEPEST).createParser(text)) {
            return new Input(parser, DEEPEST).whole();
        } catch (IOException e) {
            throw new RefusedException("the specification is not YAML: " + explain(e));
        }
    }

    /** What is wrong and where, without the text around it, which may hold what is not for logs. */
    private static String explain(IOException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return "line " + (marked.getProblemMark().getLine() + 1) + ", column "
                    + (marked.getProblemMark().getColumn() + 1) + ": " + marked.getProblem();
        }
        String problem =
                e instanceof StreamReadException read ? read.getOriginalMessage() : String.valueOf(e.getMessage());
        return problem.lines().findFirst().orElse("it cannot be read");
    }

    private Object whole() throws IOException {
        if (parser.nextToken() == null) {
            throw new RefusedException("the specification is empty");
        }
        Object value = value(1);
        if (parser.nextToken() != null) {
            throw refused("a second document begins here; a specification is one");
        }
        return value;
    }

    private Object value(int depth) throws IOException {
        if (depth > deepest) {
            throw refused("nested more than " + deepest + " deep");
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            return alias(parser.getText());
        }
        String anchor = parser.canReadObjectId() ? (String) parser.getObjectId() : null;
        int before = values;
        count(1);
        Object value =
                switch (parser.currentToken()) {
                    case START_OBJECT -> map(depth);
                    case START_ARRAY -> list(depth);
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case VALUE_NULL -> null;
                    default -> parser.getText();
                };
        if (anchor != null) {
            anchors.put(anchor, new Sized(value, values - before));
        }
        return value;
    }

    private Object alias(String name) {
        Sized meant = anchors.get(name);
        if (meant == null) {
            throw refused("*" + name + " stands for no map or list that is complete before it");
        }
        count(meant.values());
        return meant.value();
    }

    private Map<String, Object> map(int depth) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (map.containsKey(key)) {
                throw refused(key + " is written twice");
            }
            parser.nextToken();
            map.put(key, value(depth + 1));
        }
        return map;
    }

    private List<Object> list(int depth) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private void count(int more) {
        values += more;
        if (values > MOST_VALUES) {
            throw refused("more than " + MOST_VALUES + " values, aliases expanded");
        }
    }

    private RefusedException refused(String problem) {
        return new RefusedException("line " + parser.currentLocation().getLineNr() + ": " + problem);
    }

    /** A value with the number of values that it holds, itself included. */
    private record Sized(Object value, int values) {}
}
