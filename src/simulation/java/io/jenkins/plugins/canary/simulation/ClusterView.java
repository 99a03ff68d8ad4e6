package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;

/** What a proxy that routes traffic sees of a cluster, simulated or genuine. Safe for use by several threads. */
public interface ClusterView {
    /** All objects of a kind in a namespace, by name, only to look at; none if the cluster does not know the kind. */
    <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace);

    /** How often anything in a namespace was changed, by whomever: a cheap way to see that nothing was. */
    long version(String namespace);
}
