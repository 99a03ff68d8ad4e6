package io.jenkins.plugins.canary.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import hudson.util.XStream2;
import io.jenkins.plugins.canary.run.PastRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeeksTest {
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T10:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final XStream2 xml = new XStream2();

    @Test
    void thisWeekIsThereThoughNothingHasEndedYet() {
        ArrayNode weeks = Weeks.of(List.of(), WEDNESDAY);

        assertThat(weeks)
                .hasToString("[{\"monday\":\"2026-03-02\",\"aborted\":0,\"failed\":0,\"held\":0,\"promoted\":0,"
                        + "\"rolledBack\":0}]");
    }

    @Test
    void everyOutcomeIsCounted() {
        ArrayNode weeks = Weeks.of(
                List.of(
                        ended("PROMOTED", WEDNESDAY),
                        ended("PROMOTED", WEDNESDAY),
                        ended("ROLLED_BACK", WEDNESDAY),
                        ended("HELD", WEDNESDAY),
                        ended("FAILED", WEDNESDAY),
                        ended("ABORTED", WEDNESDAY)),
                WEDNESDAY);

        assertThat(weeks).singleElement().satisfies(week -> {
            assertThat(week.path("promoted").intValue()).isEqualTo(2);
            assertThat(List.of("rolledBack", "held", "failed", "aborted"))
                    .allMatch(name -> week.path(name).intValue() == 1);
        });
    }

    @Test
    void anOutcomeOfAnotherVersionIsCountedNowhere() {
        JsonNode week =
                Weeks.of(List.of(ended("EVAPORATED", WEDNESDAY)), WEDNESDAY).path(0);

        assertThat(week.path("promoted").intValue()).isZero();
        assertThat(week.has("evaporated")).isFalse();
    }

    @Test
    void weeksWithoutReleasesAreNotLeftOut() {
        ArrayNode weeks = Weeks.of(List.of(ended("PROMOTED", WEDNESDAY.minus(WEEK.multipliedBy(2)))), WEDNESDAY);

        assertThat(weeks.findValuesAsText("monday")).containsExactly("2026-02-16", "2026-02-23", "2026-03-02");
        assertThat(weeks.findValuesAsText("promoted")).containsExactly("1", "0", "0");
    }

    @Test
    void aWeekBeginsAtMidnightOfMondayInUniversalTime() {
        Instant midnight = Instant.parse("2026-03-02T00:00:00Z");

        ArrayNode weeks = Weeks.of(
                List.of(ended("PROMOTED", midnight.minusMillis(1)), ended("ROLLED_BACK", midnight)), WEDNESDAY);

        assertThat(weeks.path(0).path("promoted").intValue()).isEqualTo(1);
        assertThat(weeks.path(1).path("rolledBack").intValue()).isEqualTo(1);
    }

    @Test
    void theMiddleOfTheTimesIsTold() {
        JsonNode week = Weeks.of(
                        List.of(
                                release("PROMOTED", WEDNESDAY.minusSeconds(100), 0, 0, WEDNESDAY),
                                release("PROMOTED", WEDNESDAY.minusSeconds(9000), 0, 0, WEDNESDAY),
                                release("ROLLED_BACK", WEDNESDAY.minusSeconds(300), 200, 260, WEDNESDAY)),
                        WEDNESDAY)
                .path(0);

        assertThat(week.path("lastedSeconds").longValue()).isEqualTo(300);
        assertThat(week.path("foundSeconds").longValue())
                .as("of one fault alone")
                .isEqualTo(60);
    }

    @Test
    void ofTwoTimesTheLongerIsTold() {
        JsonNode week = Weeks.of(
                        List.of(
                                release("PROMOTED", WEDNESDAY.minusSeconds(100), 0, 0, WEDNESDAY),
                                release("PROMOTED", WEDNESDAY.minusSeconds(300), 0, 0, WEDNESDAY)),
                        WEDNESDAY)
                .path(0);

        assertThat(week.path("lastedSeconds").longValue()).isEqualTo(300);
        assertThat(week.has("foundSeconds")).isFalse();
    }

    @Test
    void aReleaseOfWhichNobodyKnowsWhenItEndedIsInNoWeek() {
        PastRelease unknown = (PastRelease) xml.fromXML("<" + PastRelease.class.getName()
                + "><outcome>PROMOTED</outcome><course/></" + PastRelease.class.getName() + ">");

        assertThat(Weeks.of(List.of(unknown), WEDNESDAY)
                        .path(0)
                        .path("promoted")
                        .intValue())
                .isZero();
    }

    private PastRelease ended(String outcome, Instant at) {
        return release(outcome, at.minus(TEN_MINUTES), 0, 0, at);
    }

    /** As it is kept on disk; seconds since it was opened, 0 for never. */
    private PastRelease release(String outcome, Instant opened, long served, long failed, Instant ended) {
        String course = "<opened>" + opened.toEpochMilli() + "</opened>"
                + "<served>" + after(opened, served) + "</served>"
                + "<failed>" + after(opened, failed) + "</failed>"
                + "<ended>" + ended.toEpochMilli() + "</ended>";
        String name = PastRelease.class.getName();
        return (PastRelease) xml.fromXML(
                "<" + name + "><outcome>" + outcome + "</outcome><course>" + course + "</course></" + name + ">");
    }

    private static long after(Instant opened, long seconds) {
        return seconds == 0 ? 0 : opened.plusSeconds(seconds).toEpochMilli();
    }
}
