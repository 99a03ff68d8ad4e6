package io.jenkins.plugins.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.browser.Gallery;
import io.jenkins.plugins.canary.browser.InChromium;
import io.jenkins.plugins.canary.browser.Tab;
import io.jenkins.plugins.canary.journal.Entry;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that a server answers for, each module by itself and under a strict content security policy, as a person sees them. */
@InChromium
class ServedPagesTest {
    private static final String DRAWN =
            "[...document.querySelectorAll('.canary-chart canvas')].some(c => c.getContext('2d')"
                    + ".getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 3 && v > 200))";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202E{a|b} " + "long ".repeat(2000);
    private static final long HOUR = 3_600_000;

    private PageServer server;
    private Tab tab;

    @BeforeEach
    void open(Tab tab) throws IOException {
        this.tab = tab;
        server = new PageServer();
        tab.size(1200, 800);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        server.close();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aReleaseThatGoesOnIsFollowedWithoutSendingWhatIsKnown() {
        List<Entry> whole = Story.promoted().entries();
        server.put("/report", ReleaseReport.of(whole.subList(0, 60)).toString());
        server.put(
                "/pods",
                "{\"at\":1772359200000,\"trouble\":\"\",\"unknown\":\"\",\"lines\":[\"checkout wrote: <b>up</b>\"],"
                        + "\"pods\":[{\"name\":\"checkout-canary-7f9c-x2x\",\"restarts\":2,\"images\":{\"checkout\":\"shop:2\"}}]}");

        tab.go(server.page(
                "/report/canary-charts.js",
                "data-canary-url='report' data-canary-pods='pods' data-canary-live='true'"));

        tab.until(DRAWN)
                .until("document.querySelector('.canary-report').innerText.includes('checkout-canary-7f9c-x2x')");
        assertThat(text()).contains("In progress", "not ready", "checkout wrote: <b>up</b>");
        assertThat(tab.text("document.querySelector('[aria-current=step]').innerText"))
                .contains("5 %", "now");
        Awaitility.await().until(() -> server.answers().contains("/report 304"));
        tab.ask("document.querySelector('.canary-card details').open = true");
        server.put("/report", ReleaseReport.of(whole).toString());
        tab.until("document.querySelector('.canary-header').innerText.includes('Promoted')");
        assertThat(tab.ask("document.querySelector('.canary-card details').open")
                        .booleanValue())
                .as("what was unfolded stays so")
                .isTrue();
    }

    @Test
    void whatCannotBeReadIsSaidInASentence() {
        tab.go(server.page("/report/canary-charts.js", "data-canary-url='missing'"));

        tab.until("document.querySelector('[role=alert]') !== null");
        assertThat(text()).contains("The data of this page cannot be read: 404");
        tab.forgive();
    }

    @Test
    void theReleasesOfAJobAreABarEachAndARowEach() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode releases = json.putArray("releases");
        for (int build = 1; build <= 24; build++) {
            boolean bad = build % 5 == 3;
            ObjectNode row = row(build, bad ? "ROLLED_BACK" : build == 12 ? "HELD" : "PROMOTED");
            releases.add(row);
            row.put("ended", row.path("opened").longValue() + (bad ? 9 : 24) * 60_000L + build * 7000L);
            if (bad) {
                row.put("foundSeconds", 200 + build);
            }
        }
        server.put("/data", json.toString());

        tab.go(server.page("/view/canary-trend.js", "data-canary-trend='data' data-canary-table='true'"));

        tab.until(DRAWN);
        assertThat(text()).contains("#24", "Rolled back", "3 min 43 s", "shop:1.4.24");
        assertThat(tab.text("document.querySelector('td a').getAttribute('href')"))
                .isEqualTo("/job/checkout/24/canary/");
        assertThat(tab.text("document.querySelector('.canary-chart').ariaLabel"))
                .contains("#24 Promoted");
        Gallery.take(tab, "canary-trend");
    }

    @Test
    void thePageOfAllShowsWhatGoesOnAndWhatBecameOfTheRest() {
        server.put("/data", overview("checkout").toString());

        tab.go(server.page("/view/canary-trend.js", "data-canary-overview='data'"));

        tab.until(DRAWN);
        assertThat(text())
                .contains(
                        "Releases in progress",
                        "25 %",
                        "MARGINAL",
                        "paused",
                        "22 h",
                        "Outcomes of the last twelve weeks")
                .doesNotContain("undefined", "NaN");
        Gallery.take(tab, "canary-releases");
    }

    @Test
    void hostileTextsStayTextsOnThePageOfAll() {
        server.put("/data", overview(HOSTILE).toString());

        tab.size(360, 740).go(server.page("/view/canary-trend.js", "data-canary-overview='data'"));

        tab.until(DRAWN);
        assertThat(tab.ask("document.querySelectorAll('.canary-report img').length")
                        .intValue())
                .isZero();
        assertThat(text()).contains("<img src=x onerror=alert(1)>");
        assertThat(tab.ask("document.documentElement.scrollWidth").intValue()).isLessThanOrEqualTo(360);
    }

    private static ObjectNode overview(String job) {
        long now = System.currentTimeMillis();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode open = json.putArray("open");
        open.add(going(31, "prod-eu/shop/" + job, 25, "MARGINAL", now).put("paused", true));
        open.add(going(7, "prod-us/shop/cart", 5, "", now));
        ArrayNode weeks = json.putArray("weeks");
        for (int week = 0; week < 10; week++) {
            weeks.addObject()
                    .put("monday", LocalDate.of(2026, 1, 5).plusWeeks(week).toString())
                    .put("promoted", 9 + week % 4)
                    .put("rolledBack", week % 3)
                    .put("held", week % 2)
                    .put("failed", week == 4 ? 1 : 0)
                    .put("aborted", week == 6 ? 2 : 0)
                    .put("lastedSeconds", 1500 - 40 * week)
                    .put("foundSeconds", 240);
        }
        ArrayNode past = json.putArray("past");
        past.add(row(30, "ROLLED_BACK")
                .put("job", job)
                .put("ended", 1_772_359_200_000L + HOUR / 6)
                .put("foundSeconds", 215));
        past.add(row(29, "PROMOTED").put("ended", 1_772_359_200_000L + HOUR / 2));
        return json;
    }

    private static ObjectNode going(int build, String target, int weight, String verdict, long now) {
        return row(build, "")
                .put("target", target)
                .put("weight", weight)
                .put("verdict", verdict)
                .put("besides", "")
                .put("paused", false)
                .put("asked", "")
                .put("phase", "SERVING")
                .put("opened", now - HOUR - 60_000)
                .put("expires", now + 23 * HOUR - 60_000);
    }

    private static ObjectNode row(int build, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("job", "checkout")
                .put("build", build)
                .put("url", "job/checkout/" + build + "/")
                .put("target", "prod-eu/shop/checkout")
                .put("id", "b" + build)
                .put("outcome", outcome)
                .put("verdict", outcome.equals("ROLLED_BACK") ? "FAIL" : "PASS")
                .put("reason", "error ratio: canary 0.49 % against baseline 0.51 %, " + build + " times looked at")
                .put("opened", 1_772_359_200_000L + build * HOUR)
                .put("version", "shop:1.4." + build)
                .put("highest", outcome.equals("ROLLED_BACK") ? 5 : 50);
    }

    private String text() {
        return tab.text("document.querySelector('.canary-report').innerText");
    }
}
