package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Traffic by the HTTP routes of an Istio VirtualService. */
public final class IstioTraffic extends ServiceTraffic {
    private final String virtualService;
    private List<String> routes;

    /** Creates the router of a VirtualService. */
    @DataBoundConstructor
    public IstioTraffic(String virtualService) {
        this.virtualService = virtualService;
    }

    /** Name of the VirtualService. */
    public String getVirtualService() {
        return virtualService;
    }

    /** Names of the HTTP routes to split; null for all that go to stable. */
    public List<String> getRoutes() {
        return routes;
    }

    /** Sets what {@link #getRoutes()} says. */
    @DataBoundSetter
    public void setRoutes(List<String> routes) {
        this.routes = routes == null || routes.isEmpty() ? null : new ArrayList<>(routes);
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
        return RouterKind.ISTIO;
    }

    @Override
    void describeRoute(SpecArguments options) {
        options.set("virtualService", virtualService);
        options.set("routes", routes);
    }

    /** The form. */
    @Extension
    @Symbol("istio")
    public static final class DescriptorImpl extends KeepingDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.ISTIO);
        }

        @Override
        public String getDisplayName() {
            return Messages.IstioTraffic_displayName();
        }

        @Override
        public TrafficArgument newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, FormTexts.withLists(form, "routes"));
        }

        /** A list as the form shows it. */
        public String listed(List<?> values) {
            return FormTexts.listed(values);
        }
    }
}
