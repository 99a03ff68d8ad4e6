package io.jenkins.plugins.canary.arguments;

import org.kohsuke.stapler.DataBoundSetter;

/** What a step is given that judges a canary and knows the way to it. */
public abstract class RoutedStep extends AnalyzedStep {
    /** The router; null if it was not given. */
    public TrafficArgument getTraffic() {
        return given().get("traffic", TrafficArgument.class);
    }

    /** Sets what {@link #getTraffic()} says. */
    @DataBoundSetter
    public void setTraffic(TrafficArgument traffic) {
        given().set("traffic", traffic);
    }
}
