package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Rare misfortunes of pods, such as restarts. */
public final class EventsMetric extends ComparedMetric {
    private final String counter;

    /** Creates the metric of a counter. */
    @DataBoundConstructor
    public EventsMetric(String counter) {
        this.counter = counter;
    }

    /** Selector of the counter of the misfortunes, per pod. */
    public String getCounter() {
        return counter;
    }

    @Override
    String word() {
        return "events";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("counter", counter);
        super.describe(fields);
    }

    /** The form. */
    @Extension
    @Symbol("events")
    public static final class DescriptorImpl extends MetricDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.EventsMetric_displayName();
        }
    }
}
