package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.canary.notify.Kind;
import io.jenkins.plugins.canary.notify.Option;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Annotations in Grafana. */
public final class GrafanaReceiver extends HttpReceiver {
    private String dashboard;

    /** Creates an entry. */
    @DataBoundConstructor
    public GrafanaReceiver(String name) {
        super(name);
    }

    /** Returns the uid of the only dashboard that shows them; null for all of the organisation. */
    public String getDashboard() {
        return dashboard;
    }

    /** Says it. */
    @DataBoundSetter
    public void setDashboard(String dashboard) {
        this.dashboard = Util.fixEmptyAndTrim(dashboard);
    }

    @Override
    Map<Option, String> options() {
        return Map.of(Option.DASHBOARD, Util.fixNull(dashboard));
    }

    @Override
    Kind kind() {
        return Kind.GRAFANA;
    }

    /** The form. */
    @Extension
    @Symbol("grafana")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.GRAFANA, "Grafana annotations");
        }
    }
}
