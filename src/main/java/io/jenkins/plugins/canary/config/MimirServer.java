package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.metrics.SourceKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A Grafana Mimir. */
public final class MimirServer extends TenantSource {
    /** Creates an entry that needs no credentials. */
    @DataBoundConstructor
    public MimirServer(String name, String url) {
        super(name, url);
    }

    @Override
    SourceKind kind() {
        return SourceKind.MIMIR;
    }

    /** The form. */
    @Extension
    @Symbol("mimir")
    public static final class DescriptorImpl extends RemoteSourceDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super(SourceKind.MIMIR);
        }

        @Override
        RemoteSource made(String name, String url, String tenant) {
            MimirServer made = new MimirServer(name, url);
            made.setTenant(tenant);
            return made;
        }
    }
}
