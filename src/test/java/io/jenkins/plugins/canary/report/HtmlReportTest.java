package io.jenkins.plugins.canary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void holdsDataLibraryAndModuleAndNothingElseThatRuns() throws IOException {
        String page = page(Story.promoted(), "globalThis.echarts = {};");

        List<String[]> scripts = scripts(page);

        assertThat(scripts)
                .extracting(script -> script[0])
                .containsExactly(" type=\"application/json\" id=\"canary-data\"", "", " type=\"module\"");
        assertThat(scripts.get(1)[1]).isEqualTo("globalThis.echarts = {};");
        assertThat(scripts.get(2)[1]).contains("function start(").doesNotContain("import ", "export ");
    }

    @Test
    void holdsTheReportAsItWasHandedIn() throws IOException {
        JsonNode report = ReleaseReport.of(Story.hostile().entries());

        String data = scripts(new HtmlReport(Optional.empty()).page(report)).get(0)[1];

        assertThat(mapper.readTree(data)).isEqualTo(mapper.readTree(report.toString()));
    }

    @Test
    void hostileTextCannotLeaveTheData() throws IOException {
        String page = page(Story.hostile(), "");

        assertThat(page).doesNotContain("alert(2)</script>", "<img", "<b>", "<i>", "<!--");
        assertThat(scripts(page)).hasSize(3);
        assertThat(scripts(page).get(0)[1]).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        assertThat(StandardCharsets.US_ASCII
                        .newEncoder()
                        .canEncode(scripts(page).get(0)[1]))
                .isTrue();
    }

    @Test
    void hostileTextIsTextInTheTitle() {
        String page = page(Story.hostile(), "");

        assertThat(page).contains("<title>&lt;img src=x onerror=alert(1)&gt;");
        assertThat(page.substring(page.indexOf("<title>"), page.indexOf("</title>"))
                        .length())
                .isLessThan(5000);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(page)).isTrue();
    }

    @Test
    void itsPolicyAllowsExactlyItsOwnScriptsAndStyle() throws Exception {
        String page = page(Story.promoted(), "globalThis.echarts = {};");
        List<String[]> scripts = scripts(page);
        Matcher style = STYLE.matcher(page);
        assertThat(style.find()).isTrue();

        assertThat(page)
                .contains("content=\"default-src 'none'; script-src " + hash(scripts.get(1)[1]) + " "
                        + hash(scripts.get(2)[1]) + "; style-src " + hash(style.group(1)) + "; img-src data:;"
                        + " base-uri 'none'; form-action 'none'\"");
    }

    @Test
    void fetchesNothing() {
        String page = page(Story.promoted(), "");

        assertThat(page.substring(0, page.indexOf("<script")))
                .doesNotContain("http:", "https:", "src=", "url(", "@import");
        assertThat(page).doesNotContain("<link", "<img", "<iframe");
    }

    @Test
    void aLibraryThatNamesScriptTagsCannotEndItsOwn() throws IOException {
        String page = page(Story.promoted(), "var a = \"</script><!--\";");

        assertThat(scripts(page).get(1)[1]).isEqualTo("var a = \"<\\/script><\\!--\";");
    }

    @Test
    void lineEndsOfTheLibraryAreThoseThatTheBrowserHashes() throws IOException {
        String page = page(Story.promoted(), "one\r\ntwo\rthree");

        assertThat(scripts(page).get(1)[1]).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void tellsOutcomeAndReasonWithoutScripts() {
        assertThat(page(Story.rolledBack(), ""))
                .contains("<noscript>prod-eu/shop/checkout: ROLLED_BACK. error ratio, errors: 1.4 % of");
    }

    @Test
    void findsTheLibraryOfTheStandaloneBuild() {
        HtmlReport html = new HtmlReport(HtmlReport.echartsOnClassPath());

        String page = html.page(ReleaseReport.of(Story.promoted().entries()));

        assertThat(page).contains("Licensed to the Apache Software Foundation").hasSizeGreaterThan(1_000_000);
    }

    @Test
    void saysWhichLibraryIsMissing() throws IOException {
        Optional<URL> missing =
                Optional.of(directory.resolve("echarts.js").toUri().toURL());

        assertThatThrownBy(() -> new HtmlReport(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("echarts.js cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "javascript:",
                "'onclick'",
                "'style'",
                "http://",
                "https://"
            })
    void theModuleHasNoWayToMakeMarkupOrCodeOfText(String forbidden) {
        String module = HtmlReport.module();

        assertThat(module.replace("http://www.w3.org/2000/svg", "")).doesNotContain(forbidden);
        assertThat(module).contains("renderMode: 'richText'", "prefers-reduced-motion");
    }

    private String page(Story story, String library) {
        try {
            Path file = Files.writeString(directory.resolve("library.js"), library);
            HtmlReport html = new HtmlReport(Optional.of(file.toUri().toURL()));
            return html.page(ReleaseReport.of(story.entries(), story.looks()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Attributes and content of every script, as a browser would cut them. */
    private static List<String[]> scripts(String page) {
        List<String[]> scripts = new ArrayList<>();
        Matcher found = SCRIPT.matcher(page);
        while (found.find()) {
            scripts.add(new String[] {found.group(1), found.group(2)});
        }
        return scripts;
    }

    private static String hash(String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
