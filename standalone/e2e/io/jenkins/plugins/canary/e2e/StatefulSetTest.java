package io.jenkins.plugins.canary.e2e;

import io.jenkins.plugins.canary.simulation.Scenery;

/** Whole releases of a StatefulSet in place, pod by pod, under the genuine controller. */
class StatefulSetTest extends InPlaceReleases {
    StatefulSetTest() {
        super(InPlaceShop.Kind.STATEFUL_SET);
    }

    @Override
    boolean isBeingPromoted(InPlaceShop shop) {
        return Scenery.CANARY_IMAGE.equals(shop.images().get("checkout-1"));
    }
}
