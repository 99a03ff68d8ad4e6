package io.jenkins.plugins.canary.metrics.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an answer of the Prometheus HTTP API ("Expression queries" of its documentation) as it comes in, so that long answers
 * need no tree. Not thread-safe.
 */
final class AnswerReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final List<Answer.Series> series = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private String status = "";
    private String errorType = "";
    private String error = "";
    private String type = "";

    private AnswerReader(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads an answer.
     *
     * @throws NotAnAnswerException if it is JSON, but says something else
     * @throws RefusalException if it says that the query failed
     * @throws IOException if it cannot be read, or ends too early
     */
    static Answer read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            return new AnswerReader(json).answer();
        }
    }

    private Answer answer() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "status" -> status = json.getValueAsString("");
                case "errorType" -> errorType = json.getValueAsString("");
                case "error" -> error = json.getValueAsString("");
                case "warnings" -> warnings();
                case "isPartial" -> partial();
                case "data" -> data();
                default -> json.skipChildren();
            }
        }
        if (status.equals("error")) {
            throw new RefusalException(errorType, error);
        }
        if (!status.equals("success") || type.isEmpty()) {
            throw new NotAnAnswerException("JSON without \"status\":\"success\" and a \"resultType\"");
        }
        return new Answer(type, series, warnings);
    }

    private void warnings() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            warnings.add(json.getValueAsString(""));
            json.skipChildren();
        }
    }

    /** How a cluster of VictoriaMetrics says that not all of its storage has answered. */
    private void partial() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_TRUE) {
            warnings.add("isPartial: a part of its storage did not answer");
        }
        json.skipChildren();
    }

    private void data() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "resultType" -> type = json.getValueAsString("");
                case "result" -> result();
                default -> json.skipChildren();
            }
        }
    }

    private void result() throws IOException {
        if (type.equals("string")) {
            throw new NotAnAnswerException("a string, not numbers");
        }
        expect(json.currentToken(), JsonToken.START_ARRAY, "a list under \"result\"");
        JsonToken first = json.nextToken();
        if (first == JsonToken.VALUE_NUMBER_INT || first == JsonToken.VALUE_NUMBER_FLOAT) {
            Samples samples = new Samples();
            samples.add(time(), nextValue());
            expect(json.nextToken(), JsonToken.END_ARRAY, "the end of a sample");
            series.add(samples.of(Map.of()));
            return;
        }
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            expect(token, JsonToken.START_OBJECT, "a series");
            series.add(series());
        }
    }

    private Answer.Series series() throws IOException {
        Map<String, String> labels = new HashMap<>();
        Samples samples = new Samples();
        boolean natively = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "metric" -> labels(labels);
                case "value" -> sample(samples);
                case "values" -> samples(samples);
                case "histogram", "histograms" -> {
                    natively = true;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        if (natively) {
            throw new NotAnAnswerException(
                    "native histograms, which cannot be compared yet; give the classic series (for"
                            + " latencies those that end in _bucket and have the label le)");
        }
        return samples.of(labels);
    }

    private void labels(Map<String, String> labels) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "labels");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String label = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "a string as the value of a label");
            labels.put(label, json.getText());
        }
    }

    private void samples(Samples samples) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "a list of samples");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            sample(samples);
        }
    }

    private void sample(Samples samples) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "a sample of time and value");
        json.nextToken();
        samples.add(time(), nextValue());
        expect(json.nextToken(), JsonToken.END_ARRAY, "the end of a sample");
    }

    private long time() throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw new NotAnAnswerException("a sample whose time is no number");
        }
        return Math.round(json.getDoubleValue() * 1000);
    }

    private double nextValue() throws IOException {
        expect(json.nextToken(), JsonToken.VALUE_STRING, "a sample's value in quotes");
        String text = json.getText();
        try {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            throw new NotAnAnswerException("a sample whose value is no number");
        }
    }

    private static void expect(JsonToken found, JsonToken wanted, String what) throws NotAnAnswerException {
        if (found != wanted) {
            throw new NotAnAnswerException("JSON of another shape: " + what + " was expected");
        }
    }

    /** JSON, but not what the API of Prometheus answers with. */
    static final class NotAnAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAnAnswerException(String what) {
            super(what);
        }
    }

    /** Prometheus says that the query failed. */
    static final class RefusalException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String type;

        RefusalException(String type, String message) {
            super(message);
            this.type = type;
        }

        /** The API's {@code errorType}. */
        String type() {
            return type;
        }
    }

    /** Grows. */
    private static final class Samples {
        private long[] times = new long[8];
        private double[] values = new double[8];
        private int count;

        void add(long time, double value) {
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            times[count] = time;
            values[count++] = value;
        }

        Answer.Series of(Map<String, String> labels) {
            return new Answer.Series(labels, Arrays.copyOf(times, count), Arrays.copyOf(values, count));
        }
    }
}
