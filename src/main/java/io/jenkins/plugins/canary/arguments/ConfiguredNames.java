package io.jenkins.plugins.canary.arguments;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.function.Function;

/**
 * Names that forms offer, for those who may know them. Whoever keeps the configuration says them. A job of null stands for none: an
 * administrator looks, who may know all.
 */
public interface ConfiguredNames extends ExtensionPoint {
    /** Names of the clusters that a job may use, in the order in which they are configured. */
    List<String> clusters(Item job);

    /** Names of the metric sources that a job may use, in the order in which they are configured. */
    List<String> sources(Item job);

    /** Names of the analysis templates that a job may use, in the order in which they are configured. */
    List<String> templates(Item job);

    /** Namespaces of a cluster that a job may release to; none if they are not known soon. */
    List<String> namespaces(Item job, String cluster);

    /** Workloads of a namespace; none if they are not known soon. */
    List<String> workloads(Item job, String cluster, String namespace);

    /** Services of a namespace; none if they are not known soon. */
    List<String> services(Item job, String cluster, String namespace);

    /** Objects of a namespace that such a router splits; none if they are not known soon. */
    List<String> routes(Item job, String cluster, String namespace, RouterKind router);

    /** Why a job may not release to a namespace of a cluster; empty if it may, as far as that can be told. */
    List<String> problems(Item job, String cluster, String namespace);

    /** The clusters of a job. */
    static List<String> ofClusters(Item job) {
        return all(names -> names.clusters(job));
    }

    /** The metric sources of a job. */
    static List<String> ofSources(Item job) {
        return all(names -> names.sources(job));
    }

    /** The analysis templates of a job. */
    static List<String> ofTemplates(Item job) {
        return all(names -> names.templates(job));
    }

    /** Namespaces that a job may release to. May wait for the cluster, though not for long. */
    static List<String> ofNamespaces(Item job, String cluster) {
        return all(names -> names.namespaces(job, cluster));
    }

    /** Workloads that a job may release. May wait for the cluster, though not for long. */
    static List<String> ofWorkloads(Item job, String cluster, String namespace) {
        return all(names -> names.workloads(job, cluster, namespace));
    }

    /** Services beside the workloads. May wait for the cluster, though not for long. */
    static List<String> ofServices(Item job, String cluster, String namespace) {
        return all(names -> names.services(job, cluster, namespace));
    }

    /** Route objects beside the workloads. May wait for the cluster, though not for long. */
    static List<String> ofRoutes(Item job, String cluster, String namespace, RouterKind router) {
        return all(names -> names.routes(job, cluster, namespace, router));
    }

    /** Why a job may not release to a namespace. Asks no cluster. */
    static List<String> whyNot(Item job, String cluster, String namespace) {
        return all(names -> names.problems(job, cluster, namespace));
    }

    private static List<String> all(Function<ConfiguredNames, List<String>> some) {
        return ExtensionList.lookup(ConfiguredNames.class).stream()
                .flatMap(names -> some.apply(names).stream())
                .toList();
    }
}
