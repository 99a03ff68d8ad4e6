package io.jenkins.plugins.canary.analysis;

/** What one interval is worth for each alternative: its likelihood relative to the hypothesis. */
sealed interface Worth permits Powers, Worth.Logs {
    /** Natural logarithm of what it is worth for alternative k. */
    double log(int k);

    /** What none of these logarithms exceeds; cheap. */
    double bound();

    /** As logarithms, for factors that may overflow. The array must not be changed. */
    record Logs(double[] logs) implements Worth {
        @Override
        public double log(int k) {
            return logs[k];
        }

        @Override
        public double bound() {
            return Products.largest(logs);
        }
    }
}
