package io.jenkins.plugins.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.browser.Gallery;
import io.jenkins.plugins.canary.browser.InChromium;
import io.jenkins.plugins.canary.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The report that opens from disk, as a person sees it. */
@InChromium
class ReportPageTest {
    /** How many pixels of a chart are nearly of a colour of the style sheet. */
    /** Pixels in the colour of a line that has but one point. */
    private static final int MORE_THAN_A_LEGEND = 45;

    private static final String PIXELS = """
            (async (place, name) => {
              place.scrollIntoView({block: 'center', behavior: 'instant'});
              await new Promise(done => setTimeout(done, 700));
              const pen = document.createElement('canvas').getContext('2d');
              pen.fillStyle = getComputedStyle(document.querySelector('.canary-report')).getPropertyValue('--canary-' + name).trim();
              pen.fillRect(0, 0, 1, 1);
              const wanted = pen.getImageData(0, 0, 1, 1).data;
              let found = 0;
              for (const canvas of place.querySelectorAll('canvas')) {
                const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                for (let i = 0; i < data.length; i += 4) {
                  const near = [0, 1, 2].every(part => Math.abs(data[i + part] - wanted[part]) < 24);
                  found += near && data[i + 3] > 200 ? 1 : 0;
                }
              }
              return found;
            })(document.querySelectorAll('.canary-chart')[%d], '%s')""";

    @TempDir
    private Path directory;

    private Tab tab;

    @BeforeEach
    void take(Tab tab) {
        this.tab = tab;
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void chartsAreDrawnInTheColoursOfBothArms() throws IOException {
        open(Story.rolledBack());

        assertThat(tab.ask("document.querySelectorAll('.canary-chart').length").intValue())
                .isGreaterThanOrEqualTo(5);
        assertThat(pixels(0, "canary")).as("the timeline").isGreaterThan(200);
        assertThat(pixels(1, "canary")).as("the canary's share").isGreaterThan(100);
        assertThat(pixels(1, "baseline")).as("the baseline's share").isGreaterThan(100);
        assertThat(pixels(2, "canary")).as("the ratio").isGreaterThan(100);
        assertThat(pixels(3, "bad")).as("the evidence").isGreaterThan(100);
    }

    @Test
    void whatFailsAtOnceIsSeenInEveryChart() throws IOException {
        open(Story.rolledBackAtOnce());

        assertThat(pixels(1, "canary")).as("the canary's share").isGreaterThan(MORE_THAN_A_LEGEND);
        assertThat(pixels(2, "canary")).as("the ratio").isGreaterThan(MORE_THAN_A_LEGEND);
        assertThat(pixels(3, "bad")).as("the evidence").isGreaterThan(MORE_THAN_A_LEGEND);
    }

    @Test
    void chartsAreDrawnInTheDarkToo() throws IOException {
        tab.likes(Map.of("prefers-color-scheme", "dark"));
        open(Story.promoted());

        assertThat(pixels(1, "canary")).isGreaterThan(100);
        assertThat(luminance("getComputedStyle(document.body).backgroundColor")).isLessThan(60);
        assertThat(luminance("getComputedStyle(document.querySelector('.canary-reason')).color"))
                .isGreaterThan(180);
    }

    @Test
    void hostileTextsStayTexts() throws IOException {
        open(Story.hostile());

        assertThat(tab.ask(
                                "document.querySelectorAll('.canary-report img, .canary-report script, .canary-report i').length")
                        .intValue())
                .isZero();
        assertThat(tab.text("document.querySelector('.canary-report').innerText"))
                .contains("<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>");
        assertThat(tab.ask("document.documentElement.scrollWidth <= innerWidth").booleanValue())
                .isTrue();
        assertThat(tab.ask(
                                "[...document.querySelectorAll('.canary-report bdi')].every(e => [...e.textContent].length <= 1000)")
                        .booleanValue())
                .isTrue();
        assertThat(tab.ask("document.querySelectorAll('.canary-chart canvas').length")
                        .intValue())
                .isPositive();
    }

    @Test
    void aNarrowWindowNeedsNoScrollingToTheSide() throws IOException {
        tab.size(360, 740);
        open(Story.rolledBack());

        assertThat(tab.ask("document.documentElement.scrollWidth").intValue()).isLessThanOrEqualTo(360);
        assertThat(pixels(1, "canary")).isGreaterThan(50);
    }

    @Test
    void everythingIsReachedByKeyboardAndShowsThatItIs() throws IOException {
        open(Story.rolledBack());
        tab.ask("document.querySelector('.canary-report summary').focus({focusVisible: true})");

        assertThat(tab.text("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        tab.press("Enter").until("document.querySelector('.canary-report details').open");
        assertThat(tab.ask("document.querySelectorAll('.canary-report details[open] table tbody tr').length")
                        .intValue())
                .isGreaterThan(30);
        tab.press("Tab");
        assertThat(tab.text("document.activeElement.getAttribute('role')")).isEqualTo("region");
    }

    @Test
    void anotherChannelIsChosenByKeyboard() throws IOException {
        open(Story.rolledBack());
        tab.ask("document.querySelector('.canary-chooser select').focus()");
        String before = chosen();

        tab.press("ArrowUp").until("document.querySelector('.canary-chooser select').selectedIndex < 2");

        assertThat(chosen()).isNotEqualTo(before);
    }

    private String chosen() {
        return tab.text(
                "document.querySelector('.canary-chooser').parentElement.querySelector('.canary-chart').ariaLabel");
    }

    @Test
    void everyChartHasANameAndATableWithTheSameNumbers() throws IOException {
        open(Story.promoted());

        JsonNode names =
                tab.ask("[...document.querySelectorAll('.canary-chart')].map(e => e.role + ' ' + e.ariaLabel)");
        assertThat(names).allSatisfy(name -> assertThat(name.asText())
                .startsWith("img ")
                .doesNotContain("undefined", "NaN")
                .hasSizeGreaterThan(10));
        tab.ask("document.querySelectorAll('.canary-card details').forEach(e => { e.open = true; })");
        tab.until("[...document.querySelectorAll('.canary-card')].every(card => card.querySelector('table tbody tr'))");
    }

    @Test
    void nothingMovesForThoseWhoDoNotLikeThat() throws IOException {
        tab.likes(Map.of("prefers-reduced-motion", "reduce"));
        open(Story.promoted());

        assertThat(tab.ask("echarts.getInstanceByDom(document.querySelector('.canary-chart')).getOption().animation")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void speaksTheLanguageOfItsReader() throws IOException {
        open(Story.promoted(), Locale.GERMANY);

        assertThat(tab.text("document.querySelector('.canary-report').innerText"))
                .contains("Befördert", "Verkehr zum Kanarienvogel")
                .containsPattern("0,\\d+ %")
                .doesNotContain("undefined", "Steps");
        assertThat(tab.text("document.documentElement.lang")).isEqualTo("de");
    }

    /** How long it took is told, not asserted: machines differ. */
    @Test
    void fiftyMetricsOfADayAreThereAtOnce(TestReporter reporter) throws IOException {
        open(Story.large(50, 1440));

        assertThat(tab.ask("document.querySelectorAll('.canary-card').length").intValue())
                .isEqualTo(50);
        assertThat(tab.ask("document.querySelectorAll('.canary-chart canvas').length")
                        .intValue())
                .as("charts that nobody sees yet are not drawn")
                .isBetween(1, 12);
        reporter.publishEntry(
                "ms until the page stood",
                tab.text("Math.round(performance.getEntriesByName('canary-filled')[0].startTime)"));
    }

    @Test
    void picturesForTheDocumentation() throws IOException {
        tab.size(1200, 800);
        open(Story.rolledBack());
        Gallery.take(tab, "report-top");

        tab.ask("document.querySelector('.canary-card').scrollIntoView()");
        Gallery.take(tab, "report-metric");
    }

    @Test
    void whatItMeansAndWhereItStandsComesBeforeTheSentence() throws IOException {
        open(Story.rolledBack());

        assertThat(tab.text("document.querySelector('.canary-header').innerText"))
                .containsSubsequence(
                        "Rolled back",
                        "FAIL at 25 %",
                        "The stable version has all traffic again.",
                        "5 % · 5m",
                        "25 % · 5m ended here",
                        "not reached",
                        "worse: error ratio",
                        "error ratio, errors: 1.4 % of");
        tab.click(".canary-quiet");
        assertThat(tab.text("location.hash")).isEqualTo("#canary-metric-0");
    }

    private void open(Story story) throws IOException {
        open(story, Locale.ENGLISH);
    }

    private void open(Story story, Locale locale) throws IOException {
        Path file = directory.resolve("report.html");
        Files.writeString(
                file,
                new HtmlReport(HtmlReport.echartsOnClassPath(), locale)
                        .page(ReleaseReport.of(story.entries(), story.looks())));
        tab.go(file.toUri().toString()).until("document.querySelector('.canary-header') !== null");
        tab.until("document.querySelector('.canary-chart canvas') !== null");
    }

    private int pixels(int chart, String colour) {
        return tab.ask(PIXELS.formatted(chart, colour)).intValue();
    }

    private double luminance(String colour) {
        return tab.ask("(() => { const [r, g, b] = " + colour
                        + ".match(/[\\d.]+/g).map(Number); return .2126 * r + .7152 * g + .0722 * b; })()")
                .doubleValue();
    }
}
