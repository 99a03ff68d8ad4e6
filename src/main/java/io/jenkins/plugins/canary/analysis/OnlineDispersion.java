package io.jenkins.plugins.canary.analysis;

/**
 * Dispersion of a channel without history: starts at 2, which counts as much as 20 blocks, and moves with Pearson's chi-square
 * of past blocks. The expected share is that of equal arms, never a fitted one: lasting differences between pods must count
 * (methods 2 and design 6.1). A block is one interval, or as many as it takes for half an event of variance.
 */
final class OnlineDispersion implements Dispersion {
    /** What is assumed of a metric that nothing is known of: errors in pairs (methods 2). */
    private static final double START = 2;

    /** As if that had been seen in so many blocks (methods 2). */
    private static final double START_BLOCKS = 20;

    /** Less variance than half an event says nothing (methods 2). */
    private static final double BLOCK_VARIANCE = 0.5;

    private double chiSquare = START * START_BLOCKS;
    private double blocks = START_BLOCKS;
    private double difference;
    private double variance;

    @Override
    public double factor() {
        return StrictMath.max(1, chiSquare / blocks);
    }

    @Override
    public boolean calibrated() {
        return false;
    }

    @Override
    public void learn(Tables tables) {
        tables.strata().stream().filter(Counts::comparable).forEach(counts -> {
            double share = counts.share();
            difference += counts.canaryEvents() - counts.events() * share;
            variance += counts.events() * share * (1 - share) * counts.crowding();
        });
        if (variance > BLOCK_VARIANCE) {
            chiSquare += difference * difference / variance;
            blocks++;
            difference = 0;
            variance = 0;
        }
    }
}
