package io.jenkins.plugins.canary.arguments;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.List;

/** Names that forms offer. Whoever keeps the configuration says them. */
public interface ConfiguredNames extends ExtensionPoint {
    /** Names of clusters, in the order in which they are configured. */
    List<String> clusters();

    /** Names of metric sources, in the order in which they are configured. */
    List<String> sources();

    /** All clusters. */
    static List<String> ofClusters() {
        return ExtensionList.lookup(ConfiguredNames.class).stream()
                .flatMap(names -> names.clusters().stream())
                .toList();
    }

    /** All metric sources. */
    static List<String> ofSources() {
        return ExtensionList.lookup(ConfiguredNames.class).stream()
                .flatMap(names -> names.sources().stream())
                .toList();
    }
}
