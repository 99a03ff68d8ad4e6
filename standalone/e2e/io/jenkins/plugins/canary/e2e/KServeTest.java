package io.jenkins.plugins.canary.e2e;

/** Whole releases of an InferenceService, with played controllers of KServe and Knative. */
class KServeTest extends InPlaceReleases {
    KServeTest() {
        super(InPlaceShop.Kind.KSERVE);
    }

    @Override
    boolean isBeingPromoted(InPlaceShop shop) {
        return !shop.spec().path("predictor").has("canaryTrafficPercent");
    }
}
