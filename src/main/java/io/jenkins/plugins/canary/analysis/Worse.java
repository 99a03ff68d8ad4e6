package io.jenkins.plugins.canary.analysis;

/** Which way a measured value gets worse, for what has no events: means and gauges (methods 1.3 and 1.4). */
public enum Worse {
    /** More is worse, as for memory. */
    HIGHER {
        @Override
        double bound(double ratio) {
            return ratio;
        }

        @Override
        double beyond(double value, double bound) {
            return value - bound;
        }
    },

    /** Less is worse, as for revenue. */
    LOWER {
        @Override
        double bound(double ratio) {
            return 1 / ratio;
        }

        @Override
        double beyond(double value, double bound) {
            return bound - value;
        }
    };

    /** The ratio canary:baseline of a canary that is so many times worse. */
    abstract double bound(double ratio);

    /** How far a value is on the wrong side of a bound, negative on the right side; linear in both. */
    abstract double beyond(double value, double bound);
}
