package io.jenkins.plugins.canary.config;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.target.RefusedException;

/** A metric source that metrics may name. */
public abstract class Source extends Offered implements Describable<Source>, ExtensionPoint {

    /** Gives it its name. */
    protected Source(String name) {
        super(name);
    }

    /**
     * Makes the engine's source with the credentials as they are now. Nothing is sent yet.
     *
     * @throws RefusedException if the address is none, or the credentials are gone
     */
    abstract MetricSource open();
}
