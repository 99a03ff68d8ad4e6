package io.jenkins.plugins.canary.analysis;

/** What one interval is worth for each alternative: its likelihood relative to the hypothesis. Arrays must not be changed. */
sealed interface Worth {
    /** Natural logarithm of what it is worth for alternative k. */
    double log(int k);

    /** The largest of these logarithms. */
    double largestLog();

    /** As plain factors, none of them as far from 1 as {@link Products#FARTHEST}. */
    record Plain(double[] factors) implements Worth {
        @Override
        public double log(int k) {
            return Elementary.log(factors[k]);
        }

        @Override
        public double largestLog() {
            return Elementary.log(Products.largest(factors));
        }
    }

    /** As logarithms, for factors that may overflow. */
    record Logs(double[] logs) implements Worth {
        @Override
        public double log(int k) {
            return logs[k];
        }

        @Override
        public double largestLog() {
            return Products.largest(logs);
        }
    }
}
