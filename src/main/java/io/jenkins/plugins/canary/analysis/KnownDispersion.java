package io.jenkins.plugins.canary.analysis;

/** The dispersion of a channel whose past is known ({@link Calibration}); it does not change during a release. */
record KnownDispersion(double factor) implements Dispersion {
    @Override
    public boolean calibrated() {
        return true;
    }

    @Override
    public void learn(Tables tables) {
        // A fault would look like noise.
    }
}
