package io.jenkins.plugins.canary.speed;

import io.jenkins.plugins.canary.analysis.Judge;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks; asserts nothing, as timings depend on the machine. */
class SpeedTest {
    private static final int DAY = 5760;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void howLongJudgementsTake() throws RunnerException {
        new Runner(new OptionsBuilder().include(JudgementSpeed.class.getName()).build()).run();
    }

    /** Wall-clock time means little where other work runs; processor time of one thread does. */
    @Test
    void howMuchProcessorTimeJudgementsTake() {
        Figures figures = new Figures(DAY);
        for (int i = 0; i < 20; i++) {
            judged(figures, 720);
        }
        for (int length : new int[] {720, 1440, 2880, DAY}) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long before = THREADS.getCurrentThreadCpuTime();
                judged(figures, length);
                best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
            }
            System.out.printf("50 metrics x %,d intervals: %.1f ms%n", length, best / 1e6);
        }
        Judge judge = judged(figures, DAY - 500);
        long adding = 0;
        long asking = 0;
        for (int i = DAY - 500; i < DAY; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            figures.show(judge, i, i + 1);
            long between = THREADS.getCurrentThreadCpuTime();
            judge.judge(Figures.endOf(i));
            adding += between - before;
            asking += THREADS.getCurrentThreadCpuTime() - between;
        }
        System.out.printf(
                "one more interval of 50 metrics: %.2f ms; a verdict: %.2f ms%n", adding / 500e6, asking / 500e6);
    }

    private static Judge judged(Figures figures, int length) {
        Judge judge = Figures.judge();
        figures.show(judge, 0, length);
        judge.judge(Figures.endOf(length - 1));
        return judge;
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
