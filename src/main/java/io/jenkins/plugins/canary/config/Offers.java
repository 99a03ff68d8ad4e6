package io.jenkins.plugins.canary.config;

import hudson.model.Item;
import io.jenkins.plugins.canary.arguments.TemplateMetric;
import io.jenkins.plugins.canary.metrics.ClusterSource;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a job may use of the configuration. Looks at memory only; what a job may not use it learns no more of than its name. */
public final class Offers {
    private final CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
    private final Optional<String> job;

    private Offers(Optional<String> job) {
        this.job = job;
    }

    /** What that job may use. */
    public static Offers to(Item job) {
        return new Offers(Optional.of(job.getFullName()));
    }

    /** Everything: an administrator looks. */
    static Offers toAll() {
        return new Offers(Optional.empty());
    }

    /** Names of the clusters, in the order in which they are configured. */
    List<String> clusters() {
        return names(configuration.getClusters());
    }

    /** Names of the metric sources, in the order in which they are configured. */
    List<String> sources() {
        return names(configuration.getSources());
    }

    /** Names of the templates, in the order in which they are configured. */
    List<String> templates() {
        return names(configuration.getTemplates());
    }

    /**
     * The name of the cluster that is meant.
     *
     * @param name may be empty where only one is offered
     * @throws RefusedException with the names that the job may use, if it may not use that one
     */
    public String clusterName(String name) {
        return cluster(name).getName();
    }

    /**
     * The name of the metric source that is meant.
     *
     * @param name may be empty where only one is offered
     * @throws RefusedException with the names that the job may use, if it may not use that one
     */
    public String sourceName(String name) {
        return name.equals(ClusterSource.NAME)
                ? name
                : find("source", configuration.getSources(), name).getName();
    }

    /** Name of the metric source where only one is offered. */
    public Optional<String> onlySource() {
        return Optional.of(sources()).filter(names -> names.size() == 1).map(names -> names.get(0));
    }

    /**
     * Makes sure that the job may release to that target.
     *
     * @throws RefusedException with what is allowed, if not
     */
    public void check(Target target) {
        Cluster cluster = cluster(target.cluster());
        if (!Namespaces.include(cluster.getNamespaces(), target.namespace())) {
            throw new RefusedException("namespace '" + target.namespace() + "' is not allowed on cluster '"
                    + cluster.getName() + "'; allowed are " + Texts.join(cluster.getNamespaces()));
        }
    }

    /** Namespaces of a cluster that are allowed by their names, or are the default. */
    List<String> knownNamespaces(String cluster) {
        List<String> known = new ArrayList<>(cluster(cluster).getNamespaces().stream()
                .filter(Namespaces::isExact)
                .toList());
        defaults(cluster).values().stream()
                .map(said -> said.get("namespace"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .forEach(known::add);
        return known;
    }

    /**
     * Whether builds of untrusted pull requests are kept away from a cluster.
     *
     * @throws RefusedException if the job may not use it at all
     */
    public boolean isTrustedOnly(String cluster) {
        return cluster(cluster).isTrustedOnly();
    }

    /**
     * What a release to a cluster says where nobody says anything else: who says it, to fields and values as a specification has
     * them; the first goes before the second. Empty for a cluster that the job may not use.
     */
    public Map<String, Map<String, Object>> defaults(String cluster) {
        Map<String, Map<String, Object>> layers = new LinkedHashMap<>();
        configuration.getClusters().stream()
                .filter(entry -> entry.getName().equals(cluster) && isOffered(entry))
                .forEach(entry -> {
                    layers.put("cluster '" + cluster + "'", said(entry.getDefaults()));
                    layers.put("all clusters", said(configuration.getDefaults()));
                });
        return layers;
    }

    private static Map<String, Object> said(Defaults defaults) {
        return defaults == null ? Map.of() : defaults.toMap();
    }

    /**
     * The same metrics with those of templates where templates were named.
     *
     * @param metrics as a specification has them
     * @throws RefusedException with the names that the job may use, if it may not use one of the templates
     */
    public Object withoutTemplates(Object metrics) {
        boolean single = TemplateMetric.named(metrics).isPresent();
        if (!single && !(metrics instanceof List)) {
            return metrics; // the reader says what is wrong with it
        }
        List<Object> all = new ArrayList<>();
        for (Object metric : single ? List.of(metrics) : (List<?>) metrics) {
            Optional<String> named = TemplateMetric.named(metric);
            if (named.isPresent()) {
                all.addAll(find("template", configuration.getTemplates(), named.get())
                        .toSpec());
            } else {
                all.add(metric);
            }
        }
        return all;
    }

    private Cluster cluster(String name) {
        return find("cluster", configuration.getClusters(), name);
    }

    private List<String> names(List<? extends Offered> entries) {
        return entries.stream().filter(this::isOffered).map(Named::getName).toList();
    }

    private boolean isOffered(Offered entry) {
        return job.map(entry::isOfferedTo).orElse(true);
    }

    private <T extends Offered> T find(String what, List<T> entries, String name) {
        List<T> offered = entries.stream().filter(this::isOffered).toList();
        if (name.isEmpty() && offered.size() == 1) {
            return offered.get(0);
        }
        return Named.find(offered, name).orElseThrow(() -> new RefusedException(refusal(what, entries, offered, name)));
    }

    private String refusal(String what, List<? extends Offered> entries, List<? extends Offered> offered, String name) {
        if (entries.isEmpty()) {
            return "no " + what + " is configured; add one in Manage Jenkins » System, section Canary";
        }
        String known = String.join(", ", names(offered));
        if (name.isEmpty()) {
            return offered.isEmpty()
                    ? "no " + what + " is offered to " + user()
                    : "the " + what + " must be named, because there are several: " + known;
        }
        return what + " '" + name + "' is "
                + (Named.find(entries, name).isPresent() ? "not offered to " + user() : "not configured")
                + (offered.isEmpty() ? "" : "; there are " + known);
    }

    private String user() {
        return job.map(name -> "job " + name).orElse("nobody");
    }
}
