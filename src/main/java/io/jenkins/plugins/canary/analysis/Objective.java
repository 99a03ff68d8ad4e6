package io.jenkins.plugins.canary.analysis;

/**
 * What users were promised of a share of requests, over 30 days (Google, <i>The Site Reliability Workbook</i>, 2018, chapter 5;
 * methods 1.6). Both numbers are shares.
 *
 * @param good share of requests that must not go wrong, over 0 and under 1
 * @param budget part of the errors that 30 days allow, which one canary may cause; over 0 and at most 1
 */
public record Objective(double good, double budget) {
    /** Checks the ranges. */
    public Objective {
        if (!(good > 0 && good < 1)) {
            throw new IllegalArgumentException("an objective is over 0 and under 1, not " + good);
        }
        if (!(budget > 0 && budget <= 1)) {
            throw new IllegalArgumentException("a budget is over 0 and at most 1, not " + budget);
        }
    }

    /** Share of requests that may go wrong. */
    double allowed() {
        return 1 - good;
    }
}
