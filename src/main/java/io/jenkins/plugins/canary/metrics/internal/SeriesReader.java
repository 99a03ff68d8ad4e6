package io.jenkins.plugins.canary.metrics.internal;

/** One of the ways to read the series of an arm. */
interface SeriesReader {
    /**
     * Reads what is needed to count on a grid.
     *
     * @param to in milliseconds since the epoch
     */
    ArmSeries read(ArmQuery arm, Grid grid, long to);

    /**
     * Most milliseconds that should be read at once.
     *
     * @param series number of series that were counted
     * @param step of the grid
     */
    long piece(long series, long step);
}
