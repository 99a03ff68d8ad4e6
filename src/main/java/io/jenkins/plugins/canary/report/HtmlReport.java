package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A release as one HTML file that opens from disk: data, script, style and chart library are all in it, and it fetches nothing.
 * A content security policy in the file allows exactly its own scripts and its own style, by their hashes, so that even a
 * mistake of ours could not make hostile text run.
 */
public final class HtmlReport {
    private static final String ECHARTS = "META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
    private static final int LONGEST_TEXT = 1000;

    /** The modules that draw the page, each after those that it imports; a file that opens from disk has them as one. */
    private static final List<String> MODULES = List.of(
            "words", "text", "elements", "frame", "options", "view", "plan", "header", "metrics", "pods", "charts");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    static {
        JSON.getFactory().setCharacterEscapes(new ForScript());
    }

    private final String charts;
    private final Locale locale;

    /** A writer of reports in English. */
    public HtmlReport(Optional<URL> echarts) {
        this(echarts, Locale.ENGLISH);
    }

    /**
     * A writer of reports.
     *
     * @param echarts where ECharts 5.5 or newer is read from, as one script that defines {@code echarts}; without it the report
     *     has tables and no charts
     * @param locale the language of the page; what the engine said stays in English
     * @throws UncheckedIOException if it cannot be read
     */
    public HtmlReport(Optional<URL> echarts, Locale locale) {
        this.locale = locale;
        this.charts = echarts.map(HtmlReport::read).map(HtmlReport::forScript).orElse("");
    }

    /** The chart library where the build put it on the class path, as the command line's does. */
    public static Optional<URL> echartsOnClassPath() {
        return Optional.ofNullable(HtmlReport.class.getClassLoader().getResource(ECHARTS));
    }

    /**
     * The whole page.
     *
     * @param report as {@link ReleaseReport} makes it
     */
    public String page(JsonNode report) {
        String module = forScript(module());
        ObjectNode words = Words.of(locale);
        String style = read(HtmlReport.class.getResource("canary-report.css"));
        String title = report.path("target").asText() + " – canary";
        StringBuilder page = new StringBuilder(charts.length() + module.length() + (1 << 16));
        page.append("<!DOCTYPE html>\n<html lang=\"")
                .append(text(words.path("language").asText()));
        page.append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src ")
                .append(hash(charts))
                .append(' ')
                .append(hash(module))
                .append("; style-src ")
                .append(hash(style))
                .append("; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<title>").append(text(title)).append("</title>\n");
        page.append("<style>").append(style).append("</style>\n</head>\n<body class=\"canary-page\">\n");
        page.append("<main class=\"canary-report\" data-canary-source=\"canary-data\" data-canary-words=\"")
                .append(attribute(words.toString()))
                .append("\"></main>\n");
        page.append("<noscript>").append(text(summary(report))).append("</noscript>\n");
        page.append("<script type=\"application/json\" id=\"canary-data\">")
                .append(json(report))
                .append("</script>\n");
        page.append("<script>").append(charts).append("</script>\n");
        page.append("<script type=\"module\">").append(module).append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    /** All modules as one, which imports nothing. */
    static String module() {
        StringBuilder all = new StringBuilder();
        for (String name : MODULES) {
            String module = read(HtmlReport.class.getResource("canary-" + name + ".js"));
            all.append(EXPORT.matcher(IMPORT.matcher(module).replaceAll("")).replaceAll(""));
        }
        return all.toString();
    }

    /** For a browser that runs no scripts. */
    private static String summary(JsonNode report) {
        JsonNode outcome = report.path("outcome");
        JsonNode verdict = report.path("verdict");
        return report.path("target").asText() + ": "
                + outcome.path("name").asText(verdict.path("kind").asText("in progress")) + ". "
                + outcome.path("reason").asText(verdict.path("sentence").asText());
    }

    private static String json(JsonNode report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the report is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Text between tags, cut to a length that people read; half a character, which UTF-8 cannot carry, becomes a question mark. */
    private static String text(String text) {
        String cut = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        String whole = new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    /** A script that may stand in a page: what would end the element is written in the other way that JavaScript has for it. */
    private static String forScript(String script) {
        return script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(URL resource) {
        try (InputStream in = resource.openStream()) {
            // A browser reads every line end as a line feed before it computes the hash.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\r\n?", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** JSON without a character that HTML reads as markup. */
    private static final class ForScript extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
            escapes['<'] = CharacterEscapes.ESCAPE_STANDARD;
            escapes['>'] = CharacterEscapes.ESCAPE_STANDARD;
            escapes['&'] = CharacterEscapes.ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return new SerializedString(String.format("\\u%04X", character));
        }
    }
}
