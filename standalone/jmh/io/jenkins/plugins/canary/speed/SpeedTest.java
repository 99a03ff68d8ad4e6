package io.jenkins.plugins.canary.speed;

import io.jenkins.plugins.canary.analysis.Judge;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks; asserts nothing, as timings depend on the machine. */
class SpeedTest {
    private static final int DAY = 5760;

    @Test
    void howLongJudgementsTake() throws RunnerException {
        new Runner(new OptionsBuilder().include(JudgementSpeed.class.getName()).build()).run();
    }

    @Test
    void howMuchMemoryAReleaseOfADayTakes() {
        Figures figures = new Figures(DAY);
        long before = used();
        Judge judge = Figures.judge();
        figures.show(judge, 0, DAY);
        System.out.printf("judge of 50 metrics after a day: %.2f MB%n", (used() - before) / 1e6);
        judge.judge(Figures.endOf(DAY - 1));
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
