package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Traffic by the rules of a Gateway API HTTPRoute. */
public final class HttpRouteTraffic extends RouteTraffic {
    /** Creates the router of an HTTPRoute. */
    @DataBoundConstructor
    public HttpRouteTraffic(String name) {
        super(name);
    }

    /** For how long a user stays with the version that answered first; null if each request is drawn anew. */
    public String getAffinity() {
        return keptFor();
    }

    /** Sets what {@link #getAffinity()} says. */
    @DataBoundSetter
    public void setAffinity(String affinity) {
        keepFor(affinity);
    }

    @Override
    RouterKind kind() {
        return RouterKind.HTTP_ROUTE;
    }

    /** The form. */
    @Extension
    @Symbol("httpRoute")
    public static final class DescriptorImpl extends KeepingDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.HTTP_ROUTE);
        }

        @Override
        public String getDisplayName() {
            return Messages.HttpRouteTraffic_displayName();
        }
    }
}
