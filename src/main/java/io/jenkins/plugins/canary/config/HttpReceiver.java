package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.notify.Channel;
import io.jenkins.plugins.canary.notify.DeliveryException;
import io.jenkins.plugins.canary.notify.Kind;
import io.jenkins.plugins.canary.notify.Option;
import io.jenkins.plugins.canary.notify.Severity;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import okhttp3.OkHttpClient;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Somebody who is told by HTTP. */
public abstract class HttpReceiver extends Receiver {
    private static final OkHttpClient CONNECTIONS = new OkHttpClient();
    private static final String UNKNOWN = "x";

    private String url;
    private String credentialsId;

    /** Gives it its name. */
    protected HttpReceiver(String name) {
        super(name);
    }

    /** Its address; null where its kind has one of its own, or the secret is the address. */
    public final String getUrl() {
        return url;
    }

    /** Says its address. */
    @DataBoundSetter
    public final void setUrl(String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    /** Id of a secret text; null for none. */
    public final String getCredentialsId() {
        return credentialsId;
    }

    /** Says the id of a secret text; blank for none. */
    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    abstract Kind kind();

    /** What is said beside address and secret. */
    Map<Option, String> options() {
        return Map.of();
    }

    @Override
    final Severity usual() {
        return kind().least();
    }

    @Override
    final Channel channel() {
        return kind().late(this::open);
    }

    private Channel open() {
        try {
            return open(kind(), said(secret(credentialsId, url)));
        } catch (RefusedException | IllegalArgumentException e) {
            throw DeliveryException.lasting(e.getMessage());
        }
    }

    private static Channel open(Kind kind, Map<Option, String> said) {
        return kind.open(said, JenkinsOkHttpClient.newClientBuilder(CONNECTIONS).build(), Clock.systemUTC());
    }

    private Map<Option, String> said(String secret) {
        Map<Option, String> said = new EnumMap<>(Option.class);
        said.putAll(options());
        if (url != null) {
            said.put(Option.URL, url);
        }
        if (!secret.isEmpty()) {
            said.put(Option.SECRET, secret);
        }
        return said;
    }

    private static String secret(String credentialsId, String url) {
        if (credentialsId == null) {
            return "";
        }
        StandardCredentials found = CredentialsById.find(credentialsId, Util.fixNull(url));
        if (found instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        throw new RefusedException("the credentials '" + credentialsId + "' are not a secret text");
    }

    /** Whether there are such credentials is seen when they are needed: they may be written later than this. */
    @Override
    final List<String> mistakes() {
        boolean address =
                kind().needed().contains(Option.SECRET) && !kind().needed().contains(Option.URL);
        try {
            open(kind(), said(credentialsId == null ? "" : address ? "https://example.org/" : UNKNOWN));
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(e.getMessage().replace("needs secret", "needs credentialsId"));
        }
    }

    /** The form of one of them. */
    public abstract static class HttpReceiverDescriptor extends ReceiverDescriptor {
        private final Kind kind;
        private final String title;

        /**
         * Describes a kind.
         *
         * @param title a proper name, the same in all languages
         */
        protected HttpReceiverDescriptor(Kind kind, String title) {
            this.kind = kind;
            this.title = title;
        }

        @Override
        public final String getDisplayName() {
            return title;
        }

        /** Whether something can be said of this kind. */
        public final boolean has(String option) {
            return kind.needed().stream().anyMatch(known -> known.word().equals(option))
                    || kind.optional().stream().anyMatch(known -> known.word().equals(option));
        }

        /** Secret texts. */
        @POST
        public final ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String url, @QueryParameter String credentialsId) {
            return CredentialsById.items(credentialsId, Util.fixNull(url), CredentialsById.TEXT);
        }

        /** Sends something that says that nothing has happened. */
        @POST
        public final FormValidation doTest(
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String repository,
                @QueryParameter String project,
                @QueryParameter String environment,
                @QueryParameter String dashboard) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            Map<Option, String> said = new EnumMap<>(Option.class);
            said.put(Option.URL, url);
            said.put(Option.REPOSITORY, repository);
            said.put(Option.PROJECT, project);
            said.put(Option.ENVIRONMENT, environment);
            said.put(Option.DASHBOARD, dashboard);
            try {
                said.put(Option.SECRET, secret(Util.fixEmptyAndTrim(credentialsId), url));
                return tried(open(kind, said));
            } catch (RefusedException | IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
