package io.jenkins.plugins.canary.config;

import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.target.RefusedException;

/** A metric source that metrics may name. */
public abstract class Source implements Named, Describable<Source>, ExtensionPoint {
    private final String name;

    /** Gives it its name. */
    protected Source(String name) {
        this.name = Util.fixNull(name).trim();
    }

    @Override
    public final String getName() {
        return name;
    }

    /**
     * Makes the engine's source with the credentials as they are now. Nothing is sent yet.
     *
     * @throws RefusedException if the address is none, or the credentials are gone
     */
    abstract MetricSource open();
}
