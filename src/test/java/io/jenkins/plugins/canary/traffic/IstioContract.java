package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;

/** What every router must do, on a VirtualService named {@code checkout}. */
abstract class IstioContract extends UsersRouteContract {
    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.istio(cluster);
    }

    @Override
    List<String> route() {
        return List.of("VirtualService", "checkout");
    }

    @Override
    String leadsToStable() {
        return "\"host\":\"checkout";
    }

    @Override
    List<Exposure> chosen() {
        return both();
    }
}
