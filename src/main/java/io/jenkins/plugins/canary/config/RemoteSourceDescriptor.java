package io.jenkins.plugins.canary.config;

import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.metrics.SourceKind;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a source that is found at an address. */
public abstract class RemoteSourceDescriptor extends SourceDescriptor {
    private final SourceKind kind;

    /** Describes a kind of source. */
    protected RemoteSourceDescriptor(SourceKind kind) {
        super();
        this.kind = kind;
    }

    @Override
    public final String getDisplayName() {
        return kind == SourceKind.WEB ? Messages.WebService_displayName() : kind.title();
    }

    /** Whether one of its tenants is asked. */
    public final boolean isTenants() {
        return kind.hasTenants();
    }

    /** An entry as the form says it, to be tried out. */
    abstract RemoteSource made(String name, String url, String tenant);

    /** Checks that it is an address. */
    @POST
    public final FormValidation doCheckUrl(@QueryParameter String value) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        return Urls.isHttp(value) ? FormValidation.ok() : FormValidation.error(Urls.PROMETHEUS);
    }

    /** Secret texts and users with passwords. */
    @POST
    public final ListBoxModel doFillCredentialsIdItems(
            @QueryParameter String url, @QueryParameter String credentialsId) {
        return CredentialsById.items(credentialsId, url, CredentialsById.PROMETHEUS);
    }

    /** Certificates with their keys. */
    @POST
    public final ListBoxModel doFillClientCertificateIdItems(
            @QueryParameter String url, @QueryParameter String clientCertificateId) {
        return CredentialsById.items(clientCertificateId, url, CredentialsById.CERTIFICATE);
    }

    /** Asks it one question. */
    @POST
    public final FormValidation doTestConnection(
            @QueryParameter String name,
            @QueryParameter String url,
            @QueryParameter String credentialsId,
            @QueryParameter String clientCertificateId,
            @QueryParameter String caCertificate,
            @QueryParameter String tenant) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        RemoteSource source = made(name, url, tenant);
        source.setCredentialsId(credentialsId);
        source.setClientCertificateId(clientCertificateId);
        source.setCaCertificate(caCertificate);
        return Probe.source(source);
    }
}
