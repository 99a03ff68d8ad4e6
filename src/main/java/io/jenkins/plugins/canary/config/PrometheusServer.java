package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.metrics.Bulkhead;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.PrometheusSource;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import java.net.URI;
import java.time.Clock;
import jenkins.model.Jenkins;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A Prometheus, or anything that speaks its HTTP API. */
public final class PrometheusServer extends Source {
    private static final OkHttpClient CONNECTIONS =
            new OkHttpClient.Builder().dispatcher(unlimited()).build();

    private final String url;
    private String credentialsId;
    private transient Bulkhead bulkhead;

    /** Creates an entry that needs no credentials. */
    @DataBoundConstructor
    public PrometheusServer(String name, String url) {
        super(name);
        this.url = Util.fixNull(url).trim();
    }

    /** Its address, without {@code /api/v1}. */
    public String getUrl() {
        return url;
    }

    /** Id of a secret text (a bearer token) or of a user with password; null if it asks for none. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** Sends those credentials with every query; blank for none. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    MetricSource open() {
        if (!Urls.isHttp(url)) {
            throw new RefusedException("'" + url + "' is not the address of a Prometheus; " + Urls.PROMETHEUS);
        }
        PrometheusAccess access = PrometheusAccess.of(getName(), URI.create(url));
        OkHttpClient client = JenkinsOkHttpClient.newClientBuilder(CONNECTIONS)
                .addInterceptor(bulkhead())
                .build();
        return new PrometheusSource(credentialsId == null ? access : authorized(access), client);
    }

    private synchronized Bulkhead bulkhead() {
        if (bulkhead == null) { // as after loading
            bulkhead = new Bulkhead(Clock.systemUTC());
        }
        return bulkhead;
    }

    /** The bulkhead of each server says how many calls there may be; a queue before it would keep them waiting behind those that hang. */
    private static Dispatcher unlimited() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    private PrometheusAccess authorized(PrometheusAccess access) {
        StandardCredentials found = CredentialsById.find(credentialsId, url);
        if (found instanceof StringCredentials token) {
            return access.withBearer(token.getSecret().getPlainText());
        }
        if (found instanceof StandardUsernamePasswordCredentials user) {
            return access.withBasic(user.getUsername(), user.getPassword().getPlainText());
        }
        throw new RefusedException(
                "the credentials '" + credentialsId + "' are neither a secret text nor a user with password");
    }

    /** The form. */
    @Extension
    @Symbol("prometheus")
    public static final class DescriptorImpl extends SourceDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.PrometheusServer_displayName();
        }

        /** Checks that it is an address. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return FormValidation.ok();
            }
            return Urls.isHttp(value) ? FormValidation.ok() : FormValidation.error(Urls.PROMETHEUS);
        }

        /** Secret texts and users with passwords. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String url, @QueryParameter String credentialsId) {
            return CredentialsById.items(credentialsId, url, CredentialsById.PROMETHEUS);
        }

        /** Asks it one question. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name, @QueryParameter String url, @QueryParameter String credentialsId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            PrometheusServer server = new PrometheusServer(name, url);
            server.setCredentialsId(credentialsId);
            return Probe.source(server);
        }
    }
}
