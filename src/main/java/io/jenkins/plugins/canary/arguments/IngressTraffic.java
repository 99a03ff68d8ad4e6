package io.jenkins.plugins.canary.arguments;

/** Traffic by an Ingress. */
public abstract class IngressTraffic extends ServiceTraffic {
    private final String ingress;

    /** Keeps the name. */
    protected IngressTraffic(String ingress) {
        this.ingress = ingress;
    }

    /** Name of the Ingress. */
    public final String getIngress() {
        return ingress;
    }

    @Override
    final void describeRoute(SpecArguments options) {
        options.set("ingress", ingress);
    }
}
