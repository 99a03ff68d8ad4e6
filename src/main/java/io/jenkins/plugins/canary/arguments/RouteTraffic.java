package io.jenkins.plugins.canary.arguments;

/** Traffic by a route object that is named. */
public abstract class RouteTraffic extends ServiceTraffic {
    private final String name;

    /** Keeps the name. */
    protected RouteTraffic(String name) {
        this.name = name;
    }

    /** Name of the route. */
    public final String getName() {
        return name;
    }

    @Override
    final void describeRoute(SpecArguments options) {
        options.set("name", name);
    }
}
