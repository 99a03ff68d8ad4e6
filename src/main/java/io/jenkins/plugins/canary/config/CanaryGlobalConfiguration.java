package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The clusters and metric sources that steps may name. */
@Extension
@Symbol("canary")
public final class CanaryGlobalConfiguration extends GlobalConfiguration
        implements PersistentDescriptor, ConfiguredNames {
    private volatile List<Cluster> clusters = new ArrayList<>();
    private volatile List<Source> sources = new ArrayList<>();

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
        Named.check("cluster", clusters);
        for (Cluster cluster : clusters) {
            if (cluster.getAccess() == null) {
                throw new RefusedException("cluster '" + cluster.getName()
                        + "': access is missing; write one of server, kubeconfig, serviceAccount");
            }
        }
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
        this.sources = new ArrayList<>(sources);
        changed();
    }

    private void changed() {
        save();
        Connections.get().forget();
    }

    /** A list whose last entry was removed is not in the form at all, so nothing is left as it was. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        List<Cluster> wanted = request.bindJSONToList(Cluster.class, form.opt("clusters"));
        List<Source> wantedSources = request.bindJSONToList(Source.class, form.opt("sources"));
        try {
            Named.check("source", wantedSources);
            setClusters(wanted);
            setSources(wantedSources);
        } catch (RefusedException e) {
            throw new FormException(e.getMessage(), e, "clusters");
        }
        return true;
    }

    @Override
    public List<String> clusters() {
        return clusters.stream().map(Cluster::getName).toList();
    }

    @Override
    public List<String> sources() {
        return sources.stream().map(Source::getName).toList();
    }

    Cluster cluster(String name) {
        return Named.find("cluster", clusters, name);
    }

    Source source(String name) {
        return Named.find("source", sources, name);
    }
}
