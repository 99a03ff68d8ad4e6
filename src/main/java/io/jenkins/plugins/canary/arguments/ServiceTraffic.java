package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** Traffic by objects that may lead to several Services. */
public abstract class ServiceTraffic extends TrafficArgument {
    private String service;
    private String affinity;

    /** Name of stable's Service; null where the object leads to only one. */
    public final String getService() {
        return service;
    }

    /** Sets what {@link #getService()} says. */
    @DataBoundSetter
    public final void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    /** For how long a user stays with a version; null for no time. For those routers that can do that. */
    final String keptFor() {
        return affinity;
    }

    /** Sets what {@link #keptFor()} says. */
    final void keepFor(String duration) {
        this.affinity = Util.fixEmptyAndTrim(duration);
    }

    /** Adds the options that say which object. */
    abstract void describeRoute(SpecArguments options);

    @Override
    final void describe(SpecArguments options) {
        describeRoute(options);
        options.set("service", service);
        options.set("affinity", affinity);
    }
}
