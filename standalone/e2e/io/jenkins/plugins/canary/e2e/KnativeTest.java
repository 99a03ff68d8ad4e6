package io.jenkins.plugins.canary.e2e;

/** Whole releases of a Knative Service, with played controllers of its own. */
class KnativeTest extends InPlaceReleases {
    KnativeTest() {
        super(InPlaceShop.Kind.KNATIVE);
    }

    @Override
    boolean isBeingPromoted(InPlaceShop shop) {
        return shop.spec().at("/traffic/0/latestRevision").asBoolean();
    }
}
