package io.jenkins.plugins.canary.e2e;

import io.jenkins.plugins.canary.simulation.Scenery;
import java.util.Collections;

/** Whole releases of a DaemonSet in place, node by node, under the genuine controller. */
class DaemonSetTest extends InPlaceReleases {
    DaemonSetTest() {
        super(InPlaceShop.Kind.DAEMON_SET);
    }

    @Override
    boolean isBeingPromoted(InPlaceShop shop) {
        return Collections.frequency(shop.images().values(), Scenery.CANARY_IMAGE) > 2;
    }
}
