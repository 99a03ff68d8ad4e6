package io.jenkins.plugins.canary.analysis;

import java.util.Arrays;

/**
 * What one interval is worth, as plain factors: products of powers, none of them as far from 1 as {@link Products#FARTHEST}. The
 * room is used again for the next interval, as arrays that are made anew for each of a release's many intervals cost more than the
 * arithmetic in them. Not thread-safe.
 */
final class Powers implements Worth {
    private final double[] factors;
    private final double[] bases;

    /** Room for so many alternatives; all factors are 1. */
    Powers(int size) {
        factors = new double[size];
        bases = new double[size];
        clear();
    }

    /** All factors are 1 again. */
    Powers clear() {
        Arrays.fill(factors, 1);
        return this;
    }

    /** Room for the bases of the next powers. */
    double[] bases() {
        return bases;
    }

    double[] factors() {
        return factors;
    }

    /** Multiplies the factors by powers of the bases, by squaring; the bases are used up. */
    void multiply(int exponent) {
        for (int left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                for (int k = 0; k < factors.length; k++) {
                    factors[k] *= bases[k];
                }
            }
            if (left > 1) {
                for (int k = 0; k < bases.length; k++) {
                    bases[k] *= bases[k];
                }
            }
        }
    }

    @Override
    public double log(int k) {
        return Elementary.log(factors[k]);
    }

    @Override
    public double bound() {
        return Elementary.logBound(Products.largest(factors));
    }
}
