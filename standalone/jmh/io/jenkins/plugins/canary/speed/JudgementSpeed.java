package io.jenkins.plugins.canary.speed;

import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.Judgement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long the judge of 50 metrics takes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JudgementSpeed {
    /** A release that is judged again from the list of its intervals; cost is to be linear in their number. */
    @State(Scope.Benchmark)
    public static class Kept {
        /** Intervals per metric: 1,440 are six hours at 15 s. */
        @Param({"1440", "2880"})
        public int intervals;

        private Figures figures;

        /** Makes the lists. */
        @Setup
        public void prepare() {
            figures = new Figures(intervals);
        }
    }

    /** A release under way, a day old. */
    @State(Scope.Benchmark)
    public static class UnderWay {
        private static final int DAY = 5760;
        private static final int MORE = 4000;

        private final Figures figures = new Figures(DAY + MORE);
        private Judge judge;
        private int next;

        /** Goes back to the end of the day. */
        @Setup(Level.Iteration)
        public void prepare() {
            judge = Figures.judge();
            figures.show(judge, 0, DAY);
            next = DAY;
        }

        private int next() {
            if (next == DAY + MORE) {
                prepare();
            }
            return next++;
        }
    }

    /** Judges everything again. */
    @Benchmark
    public Judgement again(Kept kept) {
        Judge judge = Figures.judge();
        kept.figures.show(judge, 0, kept.intervals);
        return judge.judge(Figures.endOf(kept.intervals - 1));
    }

    /** One more interval of each metric, without asking for a verdict: whether something fails is looked at all the same. */
    @Benchmark
    public Judge oneMore(UnderWay release) {
        int number = release.next();
        release.figures.show(release.judge, number, number + 1);
        return release.judge;
    }

    /** A verdict with all its figures and sentences. */
    @Benchmark
    public Judgement verdict(UnderWay release) {
        return release.judge.judge(Figures.endOf(release.next));
    }
}
