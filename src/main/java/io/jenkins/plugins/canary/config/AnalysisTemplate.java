package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.canary.arguments.MetricArgument;
import io.jenkins.plugins.canary.arguments.TemplateMetric;
import io.jenkins.plugins.canary.release.SpecFragment;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Metrics that releases take by one name. */
public final class AnalysisTemplate extends Offered implements Describable<AnalysisTemplate> {
    private final List<MetricArgument> metrics;

    /** Creates a template. */
    @DataBoundConstructor
    public AnalysisTemplate(String name, List<MetricArgument> metrics) {
        super(name);
        this.metrics = metrics == null ? new ArrayList<>() : new ArrayList<>(metrics);
    }

    /** What is measured. */
    public List<MetricArgument> getMetrics() {
        return List.copyOf(metrics);
    }

    /** The metrics as {@link io.jenkins.plugins.canary.release.SpecReader#read(Map)} takes them. */
    List<Object> toSpec() {
        return metrics.stream().<Object>map(MetricArgument::toSpec).toList();
    }

    /**
     * Checks what it says.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    void check() {
        List<String> problems = new ArrayList<>();
        if (metrics.stream().anyMatch(TemplateMetric.class::isInstance)) {
            problems.add("metrics: a template is made of metrics, not of other templates");
        } else {
            problems.addAll(SpecFragment.problems(Map.of("metrics", toSpec())));
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems.stream()
                    .map(problem -> "template '" + getName() + "': " + problem)
                    .toList());
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryTemplate")
    public static final class DescriptorImpl extends OfferedDescriptor<AnalysisTemplate> {
        @Override
        public String getDisplayName() {
            return Messages.AnalysisTemplate_displayName();
        }

        /** The kinds of metrics: no templates in templates. */
        public List<Descriptor<MetricArgument>> getKinds() {
            return Jenkins.get()
                    .<MetricArgument, Descriptor<MetricArgument>>getDescriptorList(MetricArgument.class)
                    .stream()
                    .filter(kind -> !kind.isSubTypeOf(TemplateMetric.class))
                    .toList();
        }
    }
}
