package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import io.jenkins.plugins.canary.target.RouterKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Traffic by the rules of a Gateway API GRPCRoute. */
public final class GrpcRouteTraffic extends RouteTraffic {
    /** Creates the router of a GRPCRoute. */
    @DataBoundConstructor
    public GrpcRouteTraffic(String name) {
        super(name);
    }

    @Override
    RouterKind kind() {
        return RouterKind.GRPC_ROUTE;
    }

    /** The form. */
    @Extension
    @Symbol("grpcRoute")
    public static final class DescriptorImpl extends TrafficDescriptor {
        /** Offers objects of its kind. */
        public DescriptorImpl() {
            super(RouterKind.GRPC_ROUTE);
        }

        @Override
        public String getDisplayName() {
            return Messages.GrpcRouteTraffic_displayName();
        }
    }
}
