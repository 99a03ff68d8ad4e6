package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.canary.kubernetes.Inventory;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.traffic.Routes;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says forms what a job may use, and what is in the clusters that it may use. */
@Extension
public final class OfferedNames implements ConfiguredNames {
    private static final WorkloadName ANY = WorkloadName.parse("any");

    @Override
    public List<String> clusters(Item job) {
        return to(job).clusters();
    }

    @Override
    public List<String> sources(Item job) {
        return to(job).sources();
    }

    @Override
    public List<String> templates(Item job) {
        return to(job).templates();
    }

    @Override
    public List<String> namespaces(Item job, String cluster) {
        Offers offers = to(job);
        try {
            String name = offers.clusterName(Util.fixNull(cluster));
            List<String> found = Catalogue.get().names(name, List.of("namespaces"), Inventory::namespaces);
            return Stream.concat(offers.knownNamespaces(name).stream(), found.stream())
                    .filter(namespace -> problems(job, name, namespace).isEmpty())
                    .distinct()
                    .toList();
        } catch (RefusedException e) {
            return List.of();
        }
    }

    @Override
    public List<String> workloads(Item job, String cluster, String namespace) {
        return inside(job, cluster, namespace, "workloads", api -> Inventory.workloads(api, namespace));
    }

    @Override
    public List<String> services(Item job, String cluster, String namespace) {
        return inside(job, cluster, namespace, "services", api -> Inventory.services(api, namespace));
    }

    @Override
    public List<String> routes(Item job, String cluster, String namespace, RouterKind router) {
        return inside(job, cluster, namespace, router.word(), api -> Routes.names(api, router, namespace));
    }

    @Override
    public List<String> problems(Item job, String cluster, String namespace) {
        try {
            Offers offers = to(job);
            offers.check(new Target(offers.clusterName(Util.fixNull(cluster)), namespace, ANY));
            return List.of();
        } catch (RefusedException e) {
            return List.of(e.getMessage());
        }
    }

    /** Asks nothing about a namespace that the job may not release to. */
    private static List<String> inside(
            Item job, String cluster, String namespace, String what, Function<KubernetesApi, List<String>> question) {
        if (Util.fixEmptyAndTrim(namespace) == null) {
            return List.of();
        }
        try {
            Offers offers = to(job);
            String name = offers.clusterName(Util.fixNull(cluster));
            offers.check(new Target(name, namespace, ANY));
            return Catalogue.get().names(name, List.of(what, namespace), question);
        } catch (RefusedException e) {
            return List.of();
        }
    }

    private static Offers to(Item job) {
        return job == null ? Offers.toAll() : Offers.to(job);
    }
}
