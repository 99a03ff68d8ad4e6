package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.metrics.Preset;
import io.jenkins.plugins.canary.metrics.Presets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The metrics of a system that many people run. */
public final class PresetMetric extends MetricArgument {
    private final String name;
    private final SpecArguments given = new SpecArguments();

    /** Creates what stands for that preset's metrics. */
    @DataBoundConstructor
    public PresetMetric(String name) {
        this.name = Util.fixNull(name).trim();
    }

    /** Which one. */
    public String getName() {
        return name;
    }

    /** The latency that users were promised; null if it was not given. */
    public String getSlo() {
        return given.get("slo", String.class);
    }

    /** Sets what {@link #getSlo()} says. */
    @DataBoundSetter
    public void setSlo(String slo) {
        given.set("slo", slo);
    }

    /** Names of its metrics that are left out; null if it was not given. */
    public List<String> getWithout() {
        return given.list("without");
    }

    /** Sets what {@link #getWithout()} says. */
    @DataBoundSetter
    public void setWithout(List<String> without) {
        given.set("without", without);
    }

    /** More matchers for every selector; null if it was not given. */
    public String getMatchers() {
        return given.get("matchers", String.class);
    }

    /** Sets what {@link #getMatchers()} says. */
    @DataBoundSetter
    public void setMatchers(String matchers) {
        given.set("matchers", matchers);
    }

    /** Who counts the requests; null if it was not given. */
    public String getRequests() {
        return given.get("requests", String.class);
    }

    /** Sets what {@link #getRequests()} says. */
    @DataBoundSetter
    public void setRequests(String requests) {
        given.set("requests", requests);
    }

    /** A regular expression for the status of requests that did what they are for; null if it was not given. */
    public String getGood() {
        return given.get("good", String.class);
    }

    /** Sets what {@link #getGood()} says. */
    @DataBoundSetter
    public void setGood(String good) {
        given.set("good", good);
    }

    /** The most that 1,000 requests of the canary may cost; null if it was not given. */
    public Double getMax() {
        return given.get("max", Double.class);
    }

    /** Sets what {@link #getMax()} says. */
    @DataBoundSetter
    public void setMax(Double max) {
        given.set("max", max);
    }

    /** Share of the heap that no pod of the canary may pass; null if it was not given. */
    public Double getHeapLimit() {
        return given.get("heapLimit", Double.class);
    }

    /** Sets what {@link #getHeapLimit()} says. */
    @DataBoundSetter
    public void setHeapLimit(Double heapLimit) {
        given.set("heapLimit", heapLimit);
    }

    /** Who reports, of Istio; null if it was not given. */
    public String getReporter() {
        return given.get("reporter", String.class);
    }

    /** Sets what {@link #getReporter()} says. */
    @DataBoundSetter
    public void setReporter(String reporter) {
        given.set("reporter", reporter);
    }

    /** How the arms are told apart, of Istio; null if it was not given. */
    public String getSelect() {
        return given.get("select", String.class);
    }

    /** Sets what {@link #getSelect()} says. */
    @DataBoundSetter
    public void setSelect(String select) {
        given.set("select", select);
    }

    /** A regular expression for the names of an arm's clusters, of Envoy; null if it was not given. */
    public String getCluster() {
        return given.get("cluster", String.class);
    }

    /** Sets what {@link #getCluster()} says. */
    @DataBoundSetter
    public void setCluster(String cluster) {
        given.set("cluster", cluster);
    }

    /** A regular expression for the Service's port, of Traefik; null if it was not given. */
    public String getPort() {
        return given.get("port", String.class);
    }

    /** Sets what {@link #getPort()} says. */
    @DataBoundSetter
    public void setPort(String port) {
        given.set("port", port);
    }

    /** The label that holds the status code; null if it was not given. */
    public String getCodeLabel() {
        return given.get("codeLabel", String.class);
    }

    /** Sets what {@link #getCodeLabel()} says. */
    @DataBoundSetter
    public void setCodeLabel(String codeLabel) {
        given.set("codeLabel", codeLabel);
    }

    /** The label that holds the namespace; null if it was not given. */
    public String getNamespaceLabel() {
        return given.get("namespaceLabel", String.class);
    }

    /** Sets what {@link #getNamespaceLabel()} says. */
    @DataBoundSetter
    public void setNamespaceLabel(String namespaceLabel) {
        given.set("namespaceLabel", namespaceLabel);
    }

    /** The label that holds the pod's name; null if it was not given. */
    public String getPodLabel() {
        return given.get("podLabel", String.class);
    }

    /** Sets what {@link #getPodLabel()} says. */
    @DataBoundSetter
    public void setPodLabel(String podLabel) {
        given.set("podLabel", podLabel);
    }

    /** The label that holds the Service, of ingress-nginx; null if it was not given. */
    public String getServiceLabel() {
        return given.get("serviceLabel", String.class);
    }

    /** Sets what {@link #getServiceLabel()} says. */
    @DataBoundSetter
    public void setServiceLabel(String serviceLabel) {
        given.set("serviceLabel", serviceLabel);
    }

    /** The source that serves it; null if it was not given. */
    public String getSource() {
        return given.get("source", String.class);
    }

    /** Sets what {@link #getSource()} says. */
    @DataBoundSetter
    public void setSource(String source) {
        given.set("source", source);
    }

    /** Ratio canary:baseline that is still fine; null if it was not given. */
    public Double getTolerate() {
        return given.get("tolerate", Double.class);
    }

    /** Sets what {@link #getTolerate()} says. */
    @DataBoundSetter
    public void setTolerate(Double tolerate) {
        given.set("tolerate", tolerate);
    }

    /** Ratio canary:baseline that must not pass; null if it was not given. */
    public Double getHarmful() {
        return given.get("harmful", Double.class);
    }

    /** Sets what {@link #getHarmful()} says. */
    @DataBoundSetter
    public void setHarmful(Double harmful) {
        given.set("harmful", harmful);
    }

    /** Address of what to do when one of its metrics is not fine; null if it was not given. */
    public String getRunbook() {
        return given.get("runbook", String.class);
    }

    /** Sets what {@link #getRunbook()} says. */
    @DataBoundSetter
    public void setRunbook(String runbook) {
        given.set("runbook", Util.fixEmptyAndTrim(runbook));
    }

    @Override
    public Map<String, Object> toSpec() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.putAll(given.toMap());
        return Map.of("preset", fields);
    }

    /** The form. */
    @Extension
    @Symbol("preset")
    public static final class DescriptorImpl extends MetricDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super("without");
        }

        @Override
        public String getDisplayName() {
            return Messages.PresetMetric_displayName();
        }

        /** All presets. */
        @POST
        public ListBoxModel doFillNameItems(@AncestorInPath Item item, @QueryParameter String name) {
            return Choices.of(item, Presets.all().stream().map(Preset::word).toList(), name);
        }

        /** Those that count requests. */
        @POST
        public ListBoxModel doFillRequestsItems(@AncestorInPath Item item, @QueryParameter String requests) {
            return Choices.of(item, Presets.counters(), requests);
        }

        /** Who reports, of Istio. */
        @POST
        public ListBoxModel doFillReporterItems(@AncestorInPath Item item, @QueryParameter String reporter) {
            return Choices.of(item, List.of("destination", "source", "waypoint"), reporter);
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckSlo(@QueryParameter String value) {
            return Checks.duration(value);
        }
    }
}
