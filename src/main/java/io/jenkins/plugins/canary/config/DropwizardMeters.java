package io.jenkins.plugins.canary.config;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jenkins.metrics.api.Metrics;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Gives figures to the Metrics plugin, from which the Prometheus plugin takes them. */
@OptionalExtension(requirePlugins = "metrics")
@Restricted(NoExternalUse.class)
public final class DropwizardMeters extends Meters {
    @Override
    protected void add(String name) {
        Metrics.metricRegistry().counter(name).inc();
    }

    @Override
    protected void took(String name, Duration time) {
        Metrics.metricRegistry().timer(name).update(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
