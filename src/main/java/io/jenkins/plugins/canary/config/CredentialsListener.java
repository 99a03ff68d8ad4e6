package io.jenkins.plugins.canary.config;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;

/** Opens clients anew when Jenkins' own credentials were changed; those of other stores are read again by themselves. */
@Extension
public final class CredentialsListener extends SaveableListener {
    @Override
    public void onChange(Saveable saved, XmlFile file) {
        if (saved instanceof SystemCredentialsProvider) {
            Connections.get().forget();
        }
    }
}
