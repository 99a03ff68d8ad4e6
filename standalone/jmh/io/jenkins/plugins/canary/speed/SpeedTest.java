package io.jenkins.plugins.canary.speed;

import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.journal.FileJournal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks; asserts nothing, as timings depend on the machine. */
class SpeedTest {
    private static final int DAY = 5760;

    /** In truth it is every round, as in the last ones here; each waits for the disk. */
    private static final int FLUSH_EVERY = 60;

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

    /** The judge, and what the journal keeps at hand; the numbers themselves are in the journal's file. */
    @Test
    void howMuchMemoryAReleaseOfADayTakes(@TempDir Path directory) {
        Remembered warmUp = new Remembered(directory.resolve("warm-up.jsonl"), FLUSH_EVERY);
        warmUp.judge();
        long before = used();
        Remembered day = new Remembered(directory.resolve("day.jsonl"), DAY);
        System.out.printf("judge and journal of 50 metrics after a day: %.2f MB%n", (used() - before) / 1e6);
        day.judge();
        warmUp.judge();
    }

    /** A release that nobody but its judge and its journal remembers. */
    private static final class Remembered {
        private final Judge judge = Figures.judge();
        private final FileJournal journal;
        private final int rounds;

        Remembered(Path file, int rounds) {
            this.rounds = rounds;
            journal = FileJournal.open(file);
            for (int i = 0; i < rounds; i++) {
                Figures round = new Figures(i, 1);
                round.show(judge, 0, 1);
                round.note(journal, 0);
                if (i % FLUSH_EVERY == 0 || i > rounds - FLUSH_EVERY) {
                    journal.flush();
                }
            }
        }

        void judge() {
            judge.judge(Figures.endOf(rounds - 1));
            journal.flush();
        }
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
