package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.metrics.SourceKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A Thanos Query. */
public final class ThanosServer extends RemoteSource {
    /** Creates an entry that needs no credentials. */
    @DataBoundConstructor
    public ThanosServer(String name, String url) {
        super(name, url);
    }

    @Override
    SourceKind kind() {
        return SourceKind.THANOS;
    }

    /** The form. */
    @Extension
    @Symbol("thanos")
    public static final class DescriptorImpl extends RemoteSourceDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super(SourceKind.THANOS);
        }

        @Override
        RemoteSource made(String name, String url, String tenant) {
            return new ThanosServer(name, url);
        }
    }
}
