package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.metrics.SourceKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A Cortex. */
public final class CortexServer extends TenantSource {
    /** Creates an entry that needs no credentials. */
    @DataBoundConstructor
    public CortexServer(String name, String url) {
        super(name, url);
    }

    @Override
    SourceKind kind() {
        return SourceKind.CORTEX;
    }

    /** The form. */
    @Extension
    @Symbol("cortex")
    public static final class DescriptorImpl extends RemoteSourceDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super(SourceKind.CORTEX);
        }

        @Override
        RemoteSource made(String name, String url, String tenant) {
            CortexServer made = new CortexServer(name, url);
            made.setTenant(tenant);
            return made;
        }
    }
}
