package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** Something that is measured on both arms, and what every kind may say of itself. */
public abstract class NamedMetric extends MetricArgument {
    private String name;
    private String source;
    private Boolean critical;
    private String runbook;

    /** Its name in messages and charts; null for its kind, numbered from the second on. */
    public String getName() {
        return name;
    }

    /** Sets what {@link #getName()} says. */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** The source that serves it; null for the step's. */
    public String getSource() {
        return source;
    }

    /** Sets what {@link #getSource()} says. */
    @DataBoundSetter
    public void setSource(String source) {
        this.source = Util.fixEmptyAndTrim(source);
    }

    /** Whether PASS needs it; null if it was not said. */
    public Boolean getCritical() {
        return critical;
    }

    /** Sets what {@link #getCritical()} says. */
    @DataBoundSetter
    public void setCritical(Boolean critical) {
        this.critical = critical;
    }

    /** Address of what to do when it is not fine; null for none. */
    public String getRunbook() {
        return runbook;
    }

    /** Sets what {@link #getRunbook()} says. */
    @DataBoundSetter
    public void setRunbook(String runbook) {
        this.runbook = Util.fixEmptyAndTrim(runbook);
    }

    /** Its kind, as {@code canary.yaml} says it. */
    abstract String word();

    /** Adds what this kind has of its own. */
    void describe(SpecArguments fields) {
        fields.set("name", name);
        fields.set("source", source);
        fields.set("critical", critical);
        fields.set("runbook", runbook);
    }

    @Override
    public final Map<String, Object> toSpec() {
        SpecArguments fields = new SpecArguments();
        describe(fields);
        return Map.of(word(), fields.toMap());
    }
}
