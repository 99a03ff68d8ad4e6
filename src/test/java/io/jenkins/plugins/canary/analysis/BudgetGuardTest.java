package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** An objective of 99.9 %, 200 canary and 3,800 baseline requests per interval of 15 s. */
class BudgetGuardTest {
    private static final Objective OBJECTIVE = new Objective(0.999, 0.01);

    private final BudgetGuard guard = new BudgetGuard(OBJECTIVE);

    /** 14.4 times 0.1 % is 1.44 %: 2.88 of 200. */
    @Test
    void tripsAtFourteenTimesTheAllowedRate() {
        add(0, 100, 2.8, 3);
        assertThat(guard.tripped("errors")).isEmpty();
        add(100, 500, 2.9, 3);
        assertThat(guard.tripped("errors")).hasValueSatisfying(said -> {
            assertThat(said.reason()).isEqualTo(Reason.BURN_RATE);
            assertThat(said.sentence())
                    .startsWith("errors: the canary spends its error budget 1")
                    .contains(" times as fast as 99.9 % allows, the baseline 0.79 times, over the last 60 min");
        });
    }

    /** The SRE workbook's table: 2 % of a budget of 30 days in an hour; 100 % of it at that rate would take 50 hours. */
    @Test
    void theFastestRateSpendsTwoPercentOfTheBudgetInAnHour() {
        double requests = 200 * 240;
        double allowedIn30Days = requests * 720 * 0.001;
        double errorsInTheHour = 0.02 * allowedIn30Days;
        add(0, 240, errorsInTheHour / 240 * 0.999, 3);
        assertThat(guard.tripped("errors")).isEmpty();
        add(240, 480, errorsInTheHour / 240 * 1.001, 3);
        assertThat(guard.tripped("errors")).isPresent();
    }

    @Test
    void aBurstThatIsOverDoesNotTrip() {
        add(0, 10, 100, 3);
        add(10, 100, 0, 3);
        assertThat(guard.tripped("errors")).isEmpty();
    }

    @Test
    void fewerThanFiveErrorsNeverTrip() {
        add(0, 1, 4, 3);
        assertThat(guard.tripped("errors")).isEmpty();
        add(1, 2, 4, 3);
        assertThat(guard.tripped("errors")).isPresent();
    }

    @Test
    void aBaselineThatBurnsTooMeansCommonTrouble() {
        add(0, 100, 20, 100);
        assertThat(guard.tripped("errors")).isEmpty();
    }

    /** 16,000 requests a minute are 691 million in 30 days, of which 691,200 may fail, and 6,912 of them by a canary. */
    @Test
    void theBudgetCountsOnlyWhatTheBaselineWouldNotHaveHad() {
        guard.known(960_000);
        add(0, 6_900, 3, 38);
        assertThat(guard.tripped("errors")).isEmpty();
        add(6_900, 7_000, 3, 38);
        assertThat(guard.tripped("errors")).hasValueSatisfying(said -> {
            assertThat(said.reason()).isEqualTo(Reason.BUDGET_SPENT);
            assertThat(said.sentence()).contains("over its 1 % of the 691,200 errors that 30 days allow");
        });
    }

    @Test
    void goodTimesDoNotEarnErrors() {
        guard.known(96_000);
        add(0, 10_000, 0, 38);
        add(10_000, 10_000 + 360, 4, 38);
        assertThat(guard.tripped("errors")).isPresent();
    }

    @Test
    void theJudgeFailsAtOnce() {
        CountRule rule = new CountRule(
                "errors",
                true,
                1,
                OptionalDouble.of(19),
                20,
                Sense.BAD,
                Optional.of(OBJECTIVE),
                List.of(new CountRule.Channel("errors", 1)));
        Judge judge = new Judge(List.of(rule), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 3; i++) {
            judge.add("errors", Counted.interval(i, 200, 10, 3800, 15));
        }
        assertThat(judge.judge(Course.at(3)).verdict().kind()).isEqualTo(FAIL);
        assertThat(judge.judge(Course.at(3)).verdict().reason()).isEqualTo(Reason.BURN_RATE);
    }

    @Test
    void strangeObjectivesAreRefused() {
        assertThatThrownBy(() -> new Objective(99.9, 0.01)).hasMessageContaining("under 1, not 99.9");
        assertThatThrownBy(() -> new Objective(0.999, 0)).hasMessageContaining("over 0 and at most 1, not 0");
    }

    private void add(int from, int to, double canary, double baseline) {
        for (int i = from; i < to; i++) {
            Interval interval = Counted.interval(i, 200, canary, 3800, baseline);
            guard.add(interval, Counts.of(interval, 0));
        }
    }
}
