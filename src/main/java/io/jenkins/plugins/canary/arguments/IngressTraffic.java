package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** Traffic by an Ingress. */
public abstract class IngressTraffic extends TrafficArgument {
    private final String ingress;
    private String service;

    /** Keeps the name. */
    protected IngressTraffic(String ingress) {
        this.ingress = ingress;
    }

    /** Name of the Ingress. */
    public final String getIngress() {
        return ingress;
    }

    /** Name of stable's Service; null where the Ingress leads to only one. */
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
        options.set("ingress", ingress);
        options.set("service", service);
    }
}
