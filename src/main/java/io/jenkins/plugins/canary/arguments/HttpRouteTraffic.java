package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Traffic by the rules of a Gateway API HTTPRoute. */
public final class HttpRouteTraffic extends TrafficArgument {
    private final String name;
    private String service;

    /** Creates the router of an HTTPRoute. */
    @DataBoundConstructor
    public HttpRouteTraffic(String name) {
        this.name = name;
    }

    /** Name of the HTTPRoute. */
    public String getName() {
        return name;
    }

    /** Name of stable's Service; null where the HTTPRoute has only one. */
    public String getService() {
        return service;
    }

    /** Sets what {@link #getService()} says. */
    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    @Override
    RouterKind kind() {
        return RouterKind.HTTP_ROUTE;
    }

    @Override
    void describe(SpecArguments options) {
        options.set("name", name);
        options.set("service", service);
    }

    /** The form. */
    @Extension
    @Symbol("httpRoute")
    public static final class DescriptorImpl extends Descriptor<TrafficArgument> {
        @Override
        public String getDisplayName() {
            return Messages.HttpRouteTraffic_displayName();
        }
    }
}
