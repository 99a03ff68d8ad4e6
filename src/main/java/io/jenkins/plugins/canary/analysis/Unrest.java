package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How restless the baseline itself is from one time to the next, from its past: per channel the factor by which the variance of
 * its counts around the level of the hour before exceeds that of independent requests. {@link BaselineHealth} must know it, or a
 * level that wobbles as it always did looks like trouble. Pure.
 *
 * <p>Each block of time is compared as the judge would compare it then: with the share p of events in the hour before it, in
 * which N requests came. Of a block's n requests e are events, and (e − n p)² / (n p (1 + n/N)) is 1 on average if requests are
 * independent. Blocks are one interval, and as long as {@link BaselineHealth} looks back. The mean of each hour is taken (the
 * estimate of McCullagh and Nelder, <i>Generalized Linear Models</i>, 1989, section 4.5), and of the hours the upper quartile: a
 * day with an incident in a few hours still tells what is usual. Differences between arms have nothing to do with it:
 * {@link Calibration} tells those.
 */
public final class Unrest {
    /** The past that the judge compares the baseline with (design 6.4). */
    private static final Duration HOUR = Duration.ofHours(1);

    /** With fewer hours to choose from, one incident could pass for what is usual. */
    private static final int FEWEST_HOURS = 4;

    /** The upper quartile of the hours. */
    private static final double QUARTILE = 0.75;

    /** Of fewer events a block says nothing. */
    private static final double FEWEST_EXPECTED = 0.5;

    private final int channel;
    private final boolean single;
    private final List<Double> hours = new ArrayList<>();
    private Instant began = Instant.MIN;
    private Instant end = Instant.MIN;
    private double total;
    private double events;
    private double lastTotal;
    private double lastEvents;
    private Instant blockBegan = Instant.MIN;
    private double blockTotal;
    private double blockEvents;
    private double squares;
    private int blocks;

    private Unrest(int channel, boolean single) {
        this.channel = channel;
        this.single = single;
    }

    /**
     * The unrest of each channel.
     *
     * @param past consecutive intervals, gaps allowed, with one event count per channel
     * @return factors, at least 1, and 1 where the past is too short to tell, or events are too rare
     */
    public static List<Double> of(List<PastInterval> past) {
        int channels = past.stream()
                .flatMap(interval -> interval.parts().stream())
                .mapToInt(part -> part.events().size())
                .findFirst()
                .orElse(0);
        List<Double> factors = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            factors.add(StrictMath.max(factor(past, channel, true), factor(past, channel, false)));
        }
        return factors;
    }

    private static double factor(List<PastInterval> past, int channel, boolean single) {
        Unrest unrest = new Unrest(channel, single);
        past.forEach(unrest::add);
        if (unrest.hours.size() < FEWEST_HOURS) {
            return 1;
        }
        Collections.sort(unrest.hours);
        int quartile = (int) StrictMath.ceil(QUARTILE * unrest.hours.size()) - 1;
        return StrictMath.max(1, unrest.hours.get(quartile));
    }

    private void add(PastInterval interval) {
        if (!interval.start().equals(end)) {
            lastTotal = 0;
            beginHour(interval.start());
            beginBlock(interval.start());
        }
        for (ArmCounts part : interval.parts()) {
            double of = part.events().get(channel);
            if (Double.isFinite(part.total()) && of >= 0) {
                blockTotal += part.total();
                blockEvents += of;
            }
        }
        end = interval.end();
        Duration length = single ? Duration.ZERO : BaselineHealth.span(Duration.between(interval.start(), end));
        if (Duration.between(blockBegan, end).compareTo(length) >= 0) {
            closeBlock();
        }
    }

    private void closeBlock() {
        double expected = (lastEvents + 0.5) / (lastTotal + 1) * blockTotal;
        if (lastTotal > 0 && expected >= FEWEST_EXPECTED) {
            double difference = blockEvents - expected;
            squares += difference * difference / (expected * (1 + blockTotal / lastTotal));
            blocks++;
        }
        total += blockTotal;
        events += blockEvents;
        beginBlock(end);
        if (Duration.between(began, end).compareTo(HOUR) >= 0) {
            if (blocks > 0) {
                hours.add(squares / blocks);
            }
            lastTotal = total;
            lastEvents = events;
            beginHour(end);
        }
    }

    private void beginBlock(Instant at) {
        blockBegan = at;
        blockTotal = 0;
        blockEvents = 0;
    }

    private void beginHour(Instant at) {
        began = at;
        total = 0;
        events = 0;
        squares = 0;
        blocks = 0;
    }
}
