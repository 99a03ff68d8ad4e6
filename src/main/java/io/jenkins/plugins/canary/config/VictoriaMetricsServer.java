package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.metrics.SourceKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A VictoriaMetrics. */
public final class VictoriaMetricsServer extends RemoteSource {
    /** Creates an entry that needs no credentials. */
    @DataBoundConstructor
    public VictoriaMetricsServer(String name, String url) {
        super(name, url);
    }

    @Override
    SourceKind kind() {
        return SourceKind.VICTORIA_METRICS;
    }

    /** The form. */
    @Extension
    @Symbol("victoriaMetrics")
    public static final class DescriptorImpl extends RemoteSourceDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super(SourceKind.VICTORIA_METRICS);
        }

        @Override
        RemoteSource made(String name, String url, String tenant) {
            return new VictoriaMetricsServer(name, url);
        }
    }
}
