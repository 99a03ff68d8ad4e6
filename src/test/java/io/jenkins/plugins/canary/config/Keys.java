package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor;
import hudson.util.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** Puts credentials into Jenkins' own store. */
final class Keys {
    private Keys() {}

    static void text(String id, String text) {
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(text)));
    }

    static void file(String id, String text) {
        SecretBytes bytes = SecretBytes.fromBytes(text.getBytes(StandardCharsets.UTF_8));
        add(new FileCredentialsImpl(CredentialsScope.GLOBAL, id, "", "config", bytes));
    }

    static void user(String id, String name, String password) {
        try {
            add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", name, password));
        } catch (Descriptor.FormException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void add(StandardCredentials credentials) {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().add(credentials);
        try {
            store.save();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
