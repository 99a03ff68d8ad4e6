package io.jenkins.plugins.canary.simulation;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random numbers from a seed, the same on every machine. Cost does not grow with the counts: large ones are drawn by transformed
 * rejection. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/0167-6687(93)90997-4">Hörmann 1993: PTRS, for Poisson counts</a>
 * @see <a href="https://doi.org/10.1080/00949659308811496">Hörmann 1993: BTRS, for binomial counts</a>
 */
public final class Sampler {
    /** Below that many expected events, inversion is as fast as rejection, and exact in fewer lines. */
    private static final double FEW = 10;

    private static final double[] STIRLING_TAIL = {
        0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037650, 0.0166446911898211,
        0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287
    };
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private final RandomGenerator random;

    /** Numbers from that seed. */
    public Sampler(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** How many of so many expected independent events happen. */
    public long poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        return mean < FEW ? poissonByInversion(mean) : poissonByRejection(mean);
    }

    /** How many of {@code n} tries succeed, each with chance {@code p}. */
    public long binomial(long n, double p) {
        if (n <= 0 || p <= 0) {
            return 0;
        }
        if (p >= 1) {
            return n;
        }
        if (p > 0.5) {
            return n - binomial(n, 1 - p);
        }
        return n * p < FEW ? binomialByInversion(n, p) : binomialByRejection(n, p);
    }

    /** How {@code n} tries fall into classes; the shares need not add up to 1. */
    public long[] multinomial(long n, double[] shares) {
        long[] counts = new long[shares.length];
        double rest = 0;
        for (double share : shares) {
            rest += share;
        }
        long left = n;
        for (int i = 0; i < shares.length && left > 0; i++) {
            boolean last = rest - shares[i] <= 1e-15 * rest;
            counts[i] = last ? left : binomial(left, shares[i] / rest);
            left -= counts[i];
            rest -= shares[i];
        }
        return counts;
    }

    /** Between 0 (inclusive) and 1 (exclusive). */
    public double uniform() {
        return random.nextDouble();
    }

    /** Normal with mean 0 and deviation 1. */
    public double normal() {
        return random.nextGaussian();
    }

    private long poissonByInversion(double mean) {
        double chance = StrictMath.exp(-mean);
        double u = random.nextDouble();
        long k = 0;
        while (u > chance && chance > 0) {
            u -= chance;
            k++;
            chance *= mean / k;
        }
        return k;
    }

    private long poissonByRejection(double mean) {
        double b = 0.931 + 2.53 * StrictMath.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - StrictMath.abs(u);
            double k = StrictMath.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) {
                return (long) k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double limit = k * StrictMath.log(mean) - mean - logFactorial(k);
            if (StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= limit) {
                return (long) k;
            }
        }
    }

    private long binomialByInversion(long n, double p) {
        double odds = p / (1 - p);
        double chance = StrictMath.exp(n * StrictMath.log1p(-p));
        double u = random.nextDouble();
        long k = 0;
        while (u > chance && k < n) {
            u -= chance;
            k++;
            chance *= odds * (n - k + 1) / k;
        }
        return k;
    }

    private long binomialByRejection(long n, double p) {
        double deviation = StrictMath.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double squeeze = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * deviation;
        double odds = p / (1 - p);
        double mode = StrictMath.floor((n + 1) * p);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - StrictMath.abs(u);
            double k = StrictMath.floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= squeeze) {
                return (long) k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double limit = (mode + 0.5) * StrictMath.log((mode + 1) / (odds * (n - mode + 1)))
                    + (n + 1) * StrictMath.log((n - mode + 1) / (n - k + 1))
                    + (k + 0.5) * StrictMath.log(odds * (n - k + 1) / (k + 1))
                    + stirlingTail(mode)
                    + stirlingTail(n - mode)
                    - stirlingTail(k)
                    - stirlingTail(n - k);
            if (StrictMath.log(v * alpha / (a / (us * us) + b)) <= limit) {
                return (long) k;
            }
        }
    }

    private static double logFactorial(double k) {
        return (k + 0.5) * StrictMath.log(k + 1) - (k + 1) + HALF_LOG_TWO_PI + stirlingTail(k);
    }

    /** What Stirling's formula for the logarithm of k! leaves. */
    private static double stirlingTail(double k) {
        if (k < STIRLING_TAIL.length) {
            return STIRLING_TAIL[(int) k];
        }
        double square = (k + 1) * (k + 1);
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
    }
}
