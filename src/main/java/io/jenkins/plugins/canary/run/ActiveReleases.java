package io.jenkins.plugins.canary.run;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricSet;
import java.util.Map;
import jenkins.metrics.api.MetricProvider;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many releases of this Jenkins are open, and how many nothing drives any more. */
@OptionalExtension(requirePlugins = "metrics")
@Restricted(NoExternalUse.class)
public final class ActiveReleases extends MetricProvider {
    private static final Map<String, Metric> GAUGES = Map.of(
            "canary.releases.active",
            (Gauge<Integer>) () -> OpenReleases.get().entries().size(),
            "canary.releases.abandoned",
            (Gauge<Integer>) () -> Guard.get().abandoned().size());

    @Override
    public MetricSet getMetricSet() {
        return () -> GAUGES;
    }
}
