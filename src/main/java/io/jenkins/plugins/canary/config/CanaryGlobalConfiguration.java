package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.canary.metrics.ClusterSource;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONNull;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The clusters, metric sources and analysis templates that steps may name, and what holds where steps say nothing. */
@Extension
@Symbol("canary")
public final class CanaryGlobalConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<Cluster> clusters = new ArrayList<>();
    private volatile List<Source> sources = new ArrayList<>();
    private volatile List<AnalysisTemplate> templates = new ArrayList<>();
    private volatile Defaults defaults;
    private volatile Notifications notifications;
    private volatile List<String> gateHosts;

    /** The one there is. */
    public static CanaryGlobalConfiguration get() {
        return ExtensionList.lookupSingleton(CanaryGlobalConfiguration.class);
    }

    /** The clusters. */
    public List<Cluster> getClusters() {
        return List.copyOf(clusters);
    }

    /**
     * Replaces all clusters.
     *
     * @throws RefusedException if names are missing, wrong or not unique, or one is reached by nothing
     */
    @DataBoundSetter
    public void setClusters(List<Cluster> clusters) {
        check(clusters);
        this.clusters = new ArrayList<>(clusters);
        changed();
    }

    /** The metric sources. */
    public List<Source> getSources() {
        return List.copyOf(sources);
    }

    /**
     * Replaces all metric sources.
     *
     * @throws RefusedException if names are missing, wrong or not unique
     */
    @DataBoundSetter
    public void setSources(List<Source> sources) {
        Named.check("source", sources);
        if (Named.find(sources, ClusterSource.NAME).isPresent()) {
            throw new RefusedException("source '" + ClusterSource.NAME
                    + "': this name stands for the cluster that is released to, and needs no entry");
        }
        this.sources = new ArrayList<>(sources);
        changed();
    }

    /** The analysis templates. */
    public List<AnalysisTemplate> getTemplates() {
        return List.copyOf(templates);
    }

    /**
     * Replaces all analysis templates.
     *
     * @throws RefusedException if names are missing, wrong or not unique, or a metric is
     */
    @DataBoundSetter
    public void setTemplates(List<AnalysisTemplate> templates) {
        checkTemplates(templates);
        this.templates = new ArrayList<>(templates);
        changed();
    }

    /** What a release to any cluster says where nobody says anything else; null for nothing. */
    public Defaults getDefaults() {
        return defaults;
    }

    /**
     * Says what a release to any cluster says where nobody says anything else; null for nothing.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    @DataBoundSetter
    public void setDefaults(Defaults defaults) {
        check(defaults);
        this.defaults = defaults;
        changed();
    }

    /** Who is told of releases; null for nobody. */
    public Notifications getNotifications() {
        return notifications;
    }

    /**
     * Says who is told of releases; null for nobody.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    @DataBoundSetter
    public void setNotifications(Notifications notifications) {
        check(notifications);
        this.notifications = notifications;
        changed();
    }

    /** Hosts on which gates may be asked that a specification names; with {@code *.} at the beginning, all below. */
    public List<String> getGateHosts() {
        return gateHosts == null ? List.of() : List.copyOf(gateHosts);
    }

    /** Says on which hosts gates may be asked; none for none. */
    @DataBoundSetter
    public void setGateHosts(List<String> gateHosts) {
        this.gateHosts = Texts.clean(gateHosts);
        changed();
    }

    /** Hosts as the form shows them. */
    public String listed(List<String> hosts) {
        return Texts.join(hosts);
    }

    private static void check(List<Cluster> clusters) {
        Named.check("cluster", clusters);
        clusters.forEach(Cluster::check);
    }

    private static void checkTemplates(List<AnalysisTemplate> templates) {
        Named.check("template", templates);
        templates.forEach(AnalysisTemplate::check);
    }

    private static void check(Defaults defaults) {
        if (defaults != null) {
            defaults.check("defaults.");
        }
    }

    private static void check(Notifications notifications) {
        if (notifications != null) {
            notifications.check();
        }
    }

    private void changed() {
        save();
        Connections.get().forget();
        Catalogue.get().forget();
    }

    /** A list whose last entry was removed is not in the form at all, so nothing is left as it was; a mistake changes nothing. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        List<Cluster> wantedClusters = bound(request, form.opt("clusters"), Cluster.class);
        List<Source> wantedSources = Descriptor.newInstancesFromHeteroList(
                request,
                form.opt("sources"),
                Jenkins.get().<Source, Descriptor<Source>>getDescriptorList(Source.class));
        List<AnalysisTemplate> wantedTemplates = bound(request, form.opt("templates"), AnalysisTemplate.class);
        Defaults wanted = single(bound(request, form.opt("defaults"), Defaults.class));
        Notifications wantedNotifications = single(bound(request, form.opt("notifications"), Notifications.class));
        try {
            check(wantedClusters);
            Named.check("source", wantedSources);
            checkTemplates(wantedTemplates);
            check(wanted);
            check(wantedNotifications);
        } catch (RefusedException e) {
            throw new FormException(e.getMessage(), e, "clusters");
        }
        clusters = wantedClusters;
        sources = wantedSources;
        templates = wantedTemplates;
        defaults = wanted;
        notifications = wantedNotifications;
        gateHosts = Texts.split(form.optString("gateHosts"));
        changed();
        return true;
    }

    private static <T> T single(List<T> said) {
        return said.isEmpty() ? null : said.get(0);
    }

    /** Made by their descriptors, which know what the form has shown as texts. */
    private static <T extends Describable<T>> List<T> bound(StaplerRequest2 request, Object form, Class<T> type)
            throws FormException {
        List<T> bound = new ArrayList<>();
        if (form != null && !JSONNull.getInstance().equals(form)) {
            for (Object entry : JSONArray.fromObject(form)) {
                bound.add(type.cast(Jenkins.get().getDescriptorOrDie(type).newInstance(request, (JSONObject) entry)));
            }
        }
        return bound;
    }

    Cluster cluster(String name) {
        return Named.get("cluster", clusters, name);
    }

    Source source(String name) {
        return Named.get("source", sources, name);
    }
}
