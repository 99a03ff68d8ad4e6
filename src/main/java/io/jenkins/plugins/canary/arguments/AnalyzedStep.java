package io.jenkins.plugins.canary.arguments;

import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** What a step is given that judges a canary. */
public abstract class AnalyzedStep extends TargetStep {
    /** Name of the metric source; null if it was not given. */
    public String getSource() {
        return given().get("source", String.class);
    }

    /** Sets what {@link #getSource()} says. */
    @DataBoundSetter
    public void setSource(String source) {
        given().set("source", source);
    }

    /** What is measured; null if it was not given. */
    public List<MetricArgument> getMetrics() {
        return given().list("metrics");
    }

    /** Sets what {@link #getMetrics()} says. */
    @DataBoundSetter
    public void setMetrics(List<MetricArgument> metrics) {
        given().set("metrics", metrics);
    }

    /** Who decides, {@code sequential} or {@code kayenta}; null if it was not given. */
    public String getJudge() {
        return given().get("judge", String.class);
    }

    /** Sets what {@link #getJudge()} says. */
    @DataBoundSetter
    public void setJudge(String judge) {
        given().set("judge", judge);
    }

    /** What the canary is compared with, {@code stable} or {@code previous}; null if it was not given. */
    public String getBaseline() {
        return given().get("baseline", String.class);
    }

    /** Sets what {@link #getBaseline()} says. */
    @DataBoundSetter
    public void setBaseline(String baseline) {
        given().set("baseline", baseline);
    }

    /** How long before, for a previous baseline; null if it was not given. */
    public String getBaselineShift() {
        return given().get("baselineShift", String.class);
    }

    /** Sets what {@link #getBaselineShift()} says. */
    @DataBoundSetter
    public void setBaselineShift(String baselineShift) {
        given().set("baselineShift", baselineShift);
    }

    /** Ratio canary:baseline that is still fine; null if it was not given. */
    public Double getTolerate() {
        return given().get("tolerate", Double.class);
    }

    /** Sets what {@link #getTolerate()} says. */
    @DataBoundSetter
    public void setTolerate(Double tolerate) {
        given().set("tolerate", tolerate);
    }

    /** Ratio canary:baseline that must not pass; null if it was not given. */
    public Double getHarmful() {
        return given().get("harmful", Double.class);
    }

    /** Sets what {@link #getHarmful()} says. */
    @DataBoundSetter
    public void setHarmful(Double harmful) {
        given().set("harmful", harmful);
    }

    /** Highest share of healthy releases that may be rolled back; null if it was not given. */
    public Double getAlpha() {
        return given().get("alpha", Double.class);
    }

    /** Sets what {@link #getAlpha()} says. */
    @DataBoundSetter
    public void setAlpha(Double alpha) {
        given().set("alpha", alpha);
    }

    /** No PASS before the last weight has served that long; null if it was not given. */
    public String getMinDuration() {
        return given().get("minDuration", String.class);
    }

    /** Sets what {@link #getMinDuration()} says. */
    @DataBoundSetter
    public void setMinDuration(String minDuration) {
        given().set("minDuration", minDuration);
    }

    /** When an undecided analysis ends; null if it was not given. */
    public String getMaxDuration() {
        return given().get("maxDuration", String.class);
    }

    /** Sets what {@link #getMaxDuration()} says. */
    @DataBoundSetter
    public void setMaxDuration(String maxDuration) {
        given().set("maxDuration", maxDuration);
    }

    /** How many times it goes on instead; null if it was not given. */
    public Integer getExtensions() {
        return given().get("extensions", Integer.class);
    }

    /** Sets what {@link #getExtensions()} says. */
    @DataBoundSetter
    public void setExtensions(Integer extensions) {
        given().set("extensions", extensions);
    }

    /** What is not compared of a new pod; null if it was not given. */
    public String getWarmUp() {
        return given().get("warmUp", String.class);
    }

    /** Sets what {@link #getWarmUp()} says. */
    @DataBoundSetter
    public void setWarmUp(String warmUp) {
        given().set("warmUp", warmUp);
    }

    /** How long a source may be silent; null if it was not given. */
    public String getSourceDownAfter() {
        return given().get("sourceDownAfter", String.class);
    }

    /** Sets what {@link #getSourceDownAfter()} says. */
    @DataBoundSetter
    public void setSourceDownAfter(String sourceDownAfter) {
        given().set("sourceDownAfter", sourceDownAfter);
    }

    /** Highest share of harmful canaries that may be promoted; null if it was not given. */
    public Double getBeta() {
        return given().get("beta", Double.class);
    }

    /** Sets what {@link #getBeta()} says. */
    @DataBoundSetter
    public void setBeta(Double beta) {
        given().set("beta", beta);
    }

    /** For how long an undecided analysis goes on each time; null if it was not given. */
    public String getExtension() {
        return given().get("extension", String.class);
    }

    /** Sets what {@link #getExtension()} says. */
    @DataBoundSetter
    public void setExtension(String extension) {
        given().set("extension", extension);
    }

    /** How far back it is looked how noisy each metric is; null if it was not given. */
    public String getHistory() {
        return given().get("history", String.class);
    }

    /** Sets what {@link #getHistory()} says. */
    @DataBoundSetter
    public void setHistory(String history) {
        given().set("history", history);
    }
}
