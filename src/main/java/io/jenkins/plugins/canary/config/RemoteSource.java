package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Util;
import io.jenkins.plugins.canary.metrics.ClientTls;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.Opened;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.SourceKind;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundSetter;

/** A source that is found at an address. */
public abstract class RemoteSource extends Source {
    private static final OkHttpClient CONNECTIONS =
            new OkHttpClient.Builder().dispatcher(unlimited()).build();
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final String url;
    private String credentialsId;
    private String clientCertificateId;
    private String caCertificate;
    private List<SourceHeader> headers;
    private transient Opened shared;
    private transient Kept kept;

    /** An entry that needs no credentials. */
    protected RemoteSource(String name, String url) {
        super(name);
        this.url = Util.fixNull(url).trim();
    }

    /** Its address. */
    public final String getUrl() {
        return url;
    }

    /** Id of a secret text (a bearer token) or of a user with password; null if it asks for none. */
    public final String getCredentialsId() {
        return credentialsId;
    }

    /** Sends those credentials with every question; blank for none. */
    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Id of a certificate that is shown to it; null if it asks for none. */
    public final String getClientCertificateId() {
        return clientCertificateId;
    }

    /** Shows that certificate (mTLS); blank for none. */
    @DataBoundSetter
    public final void setClientCertificateId(String clientCertificateId) {
        this.clientCertificateId = Util.fixEmptyAndTrim(clientCertificateId);
    }

    /** The certificate authority of the server in PEM, or null for those that Java trusts. */
    public final String getCaCertificate() {
        return caCertificate;
    }

    /** Trusts this certificate authority alone, in PEM; blank for those that Java trusts. */
    @DataBoundSetter
    public final void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    /** Headers that are sent with every question. */
    public final List<SourceHeader> getHeaders() {
        return headers == null ? List.of() : List.copyOf(headers);
    }

    /** Sends these headers with every question. */
    @DataBoundSetter
    public final void setHeaders(List<SourceHeader> headers) {
        this.headers = headers == null || headers.isEmpty() ? null : new ArrayList<>(headers);
    }

    /** What it is. */
    abstract SourceKind kind();

    /** What this kind says of itself with every question. */
    PrometheusAccess adorned(PrometheusAccess access) {
        return access;
    }

    /** Kept between calls for its view of the source's clock; made anew when what is sent changes, and sometimes for certificates. */
    private record Kept(PrometheusAccess access, Instant since, MetricSource source) {
        boolean serves(PrometheusAccess now, Instant oldest) {
            return access.equals(now) && since.isAfter(oldest);
        }
    }

    @Override
    final synchronized MetricSource open() {
        PrometheusAccess access = access();
        Clock clock = Clock.systemUTC();
        if (shared == null) { // as after loading
            shared = new Opened(clock);
        }
        if (kept == null || !kept.serves(access, clock.instant().minus(LIFE))) {
            kept = new Kept(access, clock.instant(), opened(access));
        }
        return kept.source();
    }

    private MetricSource opened(PrometheusAccess access) {
        try {
            return shared.source(kind(), access, tls(), JenkinsOkHttpClient.newClientBuilder(CONNECTIONS));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("source '" + getName() + "': " + e.getMessage());
        }
    }

    private PrometheusAccess access() {
        if (!Urls.isHttp(url)) {
            throw new RefusedException("'" + url + "' is not the address of a source; " + Urls.PROMETHEUS);
        }
        PrometheusAccess access = adorned(PrometheusAccess.of(getName(), URI.create(url)));
        try {
            for (SourceHeader header : getHeaders()) {
                access = access.withHeader(header.getName(), value(header));
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("source '" + getName() + "': " + e.getMessage());
        }
        return credentialsId == null ? access : authorized(access);
    }

    private String value(SourceHeader header) {
        if (header.getCredentialsId() == null) {
            return Util.fixNull(header.getValue());
        }
        if (CredentialsById.find(header.getCredentialsId(), url) instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        throw new RefusedException("the credentials '" + header.getCredentialsId() + "' of the header "
                + header.getName() + " are no secret text");
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

    private ClientTls tls() {
        ClientTls tls = caCertificate == null ? ClientTls.NONE : ClientTls.NONE.trusting(caCertificate);
        if (clientCertificateId == null) {
            return tls;
        }
        if (CredentialsById.find(clientCertificateId, url) instanceof StandardCertificateCredentials certificate) {
            return tls.showing(
                    certificate.getKeyStore(),
                    certificate.getPassword().getPlainText().toCharArray());
        }
        throw new RefusedException("the credentials '" + clientCertificateId + "' are no certificate");
    }

    /** The bulkhead of each source says how many calls there may be; a queue before it would keep them waiting behind those that hang. */
    private static Dispatcher unlimited() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }
}
