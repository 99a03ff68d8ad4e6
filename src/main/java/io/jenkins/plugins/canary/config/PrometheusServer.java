package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.metrics.SourceKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A Prometheus, or anything that speaks its HTTP API and is none of the other kinds. */
public final class PrometheusServer extends RemoteSource {
    /** Creates an entry that needs no credentials. */
    @DataBoundConstructor
    public PrometheusServer(String name, String url) {
        super(name, url);
    }

    @Override
    SourceKind kind() {
        return SourceKind.PROMETHEUS;
    }

    /** The form. */
    @Extension
    @Symbol("prometheus")
    public static final class DescriptorImpl extends RemoteSourceDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super(SourceKind.PROMETHEUS);
        }

        @Override
        RemoteSource made(String name, String url, String tenant) {
            return new PrometheusServer(name, url);
        }
    }
}
