package io.jenkins.plugins.canary.config;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.target.RefusedException;

/** How a cluster is reached, and as whom. */
public abstract class ClusterAccess implements Describable<ClusterAccess>, ExtensionPoint {
    /**
     * Makes a client with the credentials as they are now; the caller closes it. Nothing is sent yet.
     *
     * @throws RefusedException if the credentials are gone, or say what they may not say
     */
    abstract KubernetesClient open();
}
