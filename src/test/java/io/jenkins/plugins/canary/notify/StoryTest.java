package io.jenkins.plugins.canary.notify;

import static io.jenkins.plugins.canary.notify.Newsroom.RUNBOOK;
import static io.jenkins.plugins.canary.notify.Newsroom.SUBJECT;
import static io.jenkins.plugins.canary.notify.Newsroom.ended;
import static io.jenkins.plugins.canary.notify.Newsroom.event;
import static io.jenkins.plugins.canary.notify.Newsroom.evidence;
import static io.jenkins.plugins.canary.notify.Newsroom.judged;
import static io.jenkins.plugins.canary.notify.Newsroom.last;
import static io.jenkins.plugins.canary.notify.Newsroom.told;
import static io.jenkins.plugins.canary.notify.Newsroom.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import org.junit.jupiter.api.Test;

class StoryTest {
    @Test
    void aReleaseIsToldFromItsBeginningToItsEnd() {
        assertThat(told(
                        weight(1, 5),
                        judged(6, Verdict.Kind.PASS, Reason.ALL_PASSED, 0.5),
                        weight(7, 25),
                        event(20, "approval-1", "approval", "Waiting until noon"),
                        event(21, "promoting-25", "promoting", "Promoting"),
                        event(22, "home-PROMOTING", "home", "All traffic goes to stable"),
                        ended(23, "PROMOTED")))
                .extracting(News::title)
                .containsExactly(
                        "prod-eu/shop/checkout: opened",
                        "prod-eu/shop/checkout: canary at 5 %",
                        "prod-eu/shop/checkout: PASS at 5 %",
                        "prod-eu/shop/checkout: canary at 25 %",
                        "prod-eu/shop/checkout: waiting for approval",
                        "prod-eu/shop/checkout: promoting",
                        "prod-eu/shop/checkout: promoted");
    }

    @Test
    void thatThereIsNotEnoughDataYetIsNoNews() {
        assertThat(told(weight(1, 5), judged(2, Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, 0.5)))
                .extracting(News::occasion)
                .doesNotContain(Occasion.VERDICT);
    }

    @Test
    void aSourceThatIsDownIsATicket() {
        assertThat(last(judged(2, Verdict.Kind.INCONCLUSIVE, Reason.SOURCE_DOWN, 0.5))
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void aLargeDifferenceIsAPage() {
        assertThat(last(judged(2, Verdict.Kind.FAIL, Reason.WORSE, 2)).severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aSmallDegradationIsATicket() {
        assertThat(last(judged(2, Verdict.Kind.FAIL, Reason.WORSE, 1.3)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void aCanaryWithoutAReadyPodIsAPageWhateverTheNumbersAre() {
        assertThat(last(judged(2, Verdict.Kind.FAIL, Reason.GUARD_TRIPPED, 0)).severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aPromotionThatFailedIsAPage() {
        News news = last(event(9, "promotion-failed", "trouble", "stable did not become the new version"));

        assertThat(news.occasion()).isEqualTo(Occasion.FAILED);
        assertThat(news.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void theSameVerdictAtALaterWeightIsOtherNews() {
        assertThat(told(
                        judged(2, Verdict.Kind.PASS, Reason.ALL_PASSED, 1),
                        judged(9, Verdict.Kind.PASS, Reason.ALL_PASSED, 1)))
                .extracting(News::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameJournalMakesTheSameNewsAgain() {
        assertThat(told(weight(1, 5), ended(3, "ABORTED"))).isEqualTo(told(weight(1, 5), ended(3, "ABORTED")));
    }

    @Test
    void theRunbookIsThatOfTheTarget() {
        assertThat(last(weight(1, 5)).links().runbook()).isEqualTo("https://wiki.example/shop/checkout");
    }

    @Test
    void whatOnlyProgramsNeedIsNotTold() {
        assertThat(told(event(2, "forensics-SERVING", "forensics", "Pod x is kept")))
                .hasSize(1);
    }

    @Test
    void whatTheGuardDoesIsToldThoughItsJournalHasNoBeginning() {
        Story story = new Story(Newsroom.SUBJECT, Links.NONE);

        assertThat(story.next(event(1, "guard", "guard", "release b7 is taken back")))
                .get()
                .satisfies(
                        news -> assertThat(news.title()).isEqualTo("prod-eu/shop/checkout: taken back by the guard"));
    }

    @Test
    void aFailOfAMetricWithARunbookLeadsThere() {
        assertThat(told(
                        judged(
                                3,
                                Verdict.Kind.FAIL,
                                Reason.WORSE,
                                evidence("errors", 4, 1),
                                evidence("errors by route", 5, 1)),
                        event(4, "home-ROLLING_BACK", "rollback", "Rolling back"),
                        ended(5, "ROLLED_BACK")))
                .extracting(news -> news.links().runbook())
                .containsExactly(Newsroom.LINKS.of(SUBJECT).runbook(), RUNBOOK, RUNBOOK, RUNBOOK);
    }

    @Test
    void aFailOfAnotherMetricLeadsWhereTheConfigurationSays() {
        assertThat(last(judged(
                                3,
                                Verdict.Kind.FAIL,
                                Reason.WORSE,
                                evidence("errors", 4, 1),
                                evidence("errors by route", 2, 1)))
                        .links()
                        .runbook())
                .isEqualTo(Newsroom.LINKS.of(SUBJECT).runbook());
    }
}
