package io.jenkins.plugins.canary.config;

import hudson.Extension;
import io.jenkins.plugins.canary.metrics.SourceKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Any web service with numbers in JSON. */
public final class WebService extends RemoteSource {
    /** Creates an entry that needs no credentials. */
    @DataBoundConstructor
    public WebService(String name, String url) {
        super(name, url);
    }

    @Override
    SourceKind kind() {
        return SourceKind.WEB;
    }

    /** The form. */
    @Extension
    @Symbol("web")
    public static final class DescriptorImpl extends RemoteSourceDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super(SourceKind.WEB);
        }

        @Override
        RemoteSource made(String name, String url, String tenant) {
            return new WebService(name, url);
        }
    }
}
