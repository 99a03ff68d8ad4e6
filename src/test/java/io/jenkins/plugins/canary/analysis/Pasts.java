package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up pasts of a few pods. Each pod has 20 requests per second, of which 0.5 % fail; intervals last 15 s. */
final class Pasts {
    static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Instant BEGIN = Instant.parse("2026-02-28T10:00:00Z");
    private static final double REQUESTS = 300;

    private final SplittableRandom random;
    private final double[] shares;
    private int burst = 1;

    Pasts(long seed, int pods) {
        random = new SplittableRandom(seed);
        shares = new double[pods];
        Arrays.fill(shares, 0.005);
    }

    /** So many times as many errors in each pod, for as long as it lives. */
    Pasts lasting(double... factors) {
        for (int pod = 0; pod < shares.length; pod++) {
            shares[pod] *= factors[pod];
        }
        return this;
    }

    /** Errors come so many at a time. */
    Pasts bursts(int errors) {
        burst = errors;
        return this;
    }

    /** Errors are so many times as frequent. */
    Pasts frequent(double factor) {
        Arrays.setAll(shares, pod -> shares[pod] * factor);
        return this;
    }

    List<PastInterval> hours(double hours) {
        List<PastInterval> past = new ArrayList<>();
        Instant start = BEGIN;
        for (int i = 0; i < hours * 240; i++) {
            List<ArmCounts> parts = new ArrayList<>();
            for (double share : shares) {
                parts.add(ArmCounts.of(REQUESTS, burst * poisson(REQUESTS * share / burst)));
            }
            past.add(new PastInterval(start, start.plus(INTERVAL), parts));
            start = start.plus(INTERVAL);
        }
        return past;
    }

    /** By multiplying uniform numbers (D. E. Knuth, The Art of Computer Programming 2, section 3.4.1). */
    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        int count = -1;
        for (double product = 1; product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
