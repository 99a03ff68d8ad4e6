package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** Traffic by a route object that is named. */
public abstract class RouteTraffic extends TrafficArgument {
    private final String name;
    private String service;

    /** Keeps the name. */
    protected RouteTraffic(String name) {
        this.name = name;
    }

    /** Name of the route. */
    public final String getName() {
        return name;
    }

    /** Name of stable's Service; null where the route leads to only one. */
    public final String getService() {
        return service;
    }

    /** Sets what {@link #getService()} says. */
    @DataBoundSetter
    public final void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    @Override
    final void describe(SpecArguments options) {
        options.set("name", name);
        options.set("service", service);
    }
}
