package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the baseline is surely worse in one channel than it was before the release. If it is, the trouble is common, and the
 * canary may be blamed only for what it has on top of it. Without a history nothing is ever claimed. Not thread-safe.
 *
 * <p>Looks back over max(2 min, 4 intervals), and over each shorter time up to now, so that a sudden outage shows in its first
 * interval. Given the events of window and history together, the window's are binomial; Chernoff's bound of that tail
 * (H. Chernoff, Ann. Math. Stat. 23, 1952), with its exponent divided by the dispersion, must be under 1e-4;
 * and fewer than three events are never enough. The dispersion is the greater of that between the arms and of the baseline's own
 * unrest: a level that always wobbled is no trouble when it wobbles again.
 */
final class BaselineHealth {
    /** It looks back so long, */
    private static final Duration SHORTEST = Duration.ofMinutes(2);

    /** and over so many intervals at least (design 6.4). */
    private static final int INTERVALS = 4;

    /** Fewer events in that time may be retries of one request. */
    private static final double FEWEST_EVENTS = 3;

    /** Chance may claim trouble once in 10,000 times: it is looked at hundreds of times in a release. */
    private static final double SURE = -StrictMath.log(1e-4);

    /** As after Jeffreys' prior: a rate is never none, and no ratio infinite (H. Jeffreys, Proc. R. Soc. A 186, 1946). */
    private static final double HALF_AN_EVENT = 0.5;

    private final double harmful;
    private final Sense sense;
    private final Recent window = new Recent();
    private double historyTotal;
    private double historyEvents;
    private double rate = HALF_AN_EVENT;
    private double unrest = 1;
    private Optional<Instant> since = Optional.empty();
    private double excess = 1;
    private Duration span = SHORTEST;

    /** Nothing is known yet; a ratio to the past above {@code harmful} is needed to be called unhealthy. */
    BaselineHealth(double harmful, Sense sense) {
        this.harmful = harmful;
        this.sense = sense;
    }

    /**
     * What the baseline did before the release.
     *
     * @param usual how restless it was then, at least 1 ({@link Unrest})
     */
    void known(double total, double events, double usual) {
        historyTotal = total;
        historyEvents = events;
        rate = (events + HALF_AN_EVENT) / (total + 1);
        unrest = usual;
    }

    /** Whether there is a past to compare with. */
    boolean known() {
        return historyTotal > 0;
    }

    /** Looks at one more interval of the baseline. */
    void add(Interval interval, Counts counts, double dispersion) {
        span = span(Duration.between(interval.start(), interval.end()));
        window.add(interval, counts.baselineTotal(), counts.baselineEvents(), span);
        look(StrictMath.max(dispersion, unrest));
    }

    /** Since when the baseline has been worse than its own past; empty while it is not. */
    Optional<Instant> since() {
        return since;
    }

    boolean unhealthy() {
        return since.isPresent();
    }

    /** How many times worse than its past it is, at least 1; 1 while it is healthy. */
    double excess() {
        return excess;
    }

    /** How far it looks back now. */
    Duration span() {
        return span;
    }

    /** How far one looks back where intervals are that long. */
    static Duration span(Duration length) {
        Duration several =
                Duration.ofNanos(INTERVALS * length.toNanos()); // multipliedBy would count in decimals, slowly
        return several.compareTo(SHORTEST) > 0 ? several : SHORTEST;
    }

    private void look(double dispersion) {
        excess = 1;
        int began = 0;
        double mostAmiss = 0;
        boolean sure = false;
        double total = 0;
        double events = 0;
        for (int i = window.size() - 1; i >= 0; i--) {
            total += window.total(i);
            events += window.part(i);
            double amiss = amiss(total, events);
            if (amiss > 0 && surelyWorse(total, events, dispersion)) {
                sure = true;
                excess = StrictMath.max(excess, ratio(total, events));
            }
            if (amiss > mostAmiss) {
                mostAmiss = amiss;
                began = i;
            }
        }
        since = sure ? Optional.of(since.orElse(window.start(began))) : Optional.empty();
    }

    /** How many times worse than before. */
    private double ratio(double total, double events) {
        return sense == Sense.GOOD ? rate * (total + 1) / (events + HALF_AN_EVENT) : events / total / rate;
    }

    /** How many events there are beyond what would be harmful in a canary, or are missing from it. */
    private double amiss(double total, double events) {
        return sense == Sense.GOOD ? total * rate / harmful - events : events - harmful * total * rate;
    }

    private boolean surelyWorse(double total, double events, double dispersion) {
        double all = events + historyEvents;
        double expected = total / (total + historyTotal);
        double enough = sense == Sense.GOOD ? all * expected : events;
        if (!known() || enough < FEWEST_EVENTS || ratio(total, events) <= harmful) {
            return false;
        }
        double seen = events / all;
        double tail = divergence(seen, expected) + divergence(1 - seen, 1 - expected);
        return sense == Sense.GOOD == seen < expected && all * tail / dispersion > SURE;
    }

    private static double divergence(double seen, double expected) {
        return seen > 0 ? seen * Elementary.log(seen / expected) : 0;
    }
}
