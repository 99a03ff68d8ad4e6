package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.arguments.Checks;
import io.jenkins.plugins.canary.release.SpecFragment;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What a release says where neither its step, nor a block around it, nor its file says anything: fields by the same names. */
public final class Defaults implements Describable<Defaults> {
    private String namespace;
    private String source;
    private List<Integer> weights;
    private String hold;
    private String tolerate; // as a text: Configuration as Code loses decimals that are not in quotes
    private String harmful;
    private String require;
    private String onInconclusive;
    private String onBaselineUnhealthy;
    private String expiry;

    /** Creates defaults that say nothing. */
    @DataBoundConstructor
    public Defaults() {}

    /** The namespace; null if it is not said. */
    public String getNamespace() {
        return namespace;
    }

    /** Sets what {@link #getNamespace()} says. */
    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** Name of the metric source; null if it is not said. */
    public String getSource() {
        return source;
    }

    /** Sets what {@link #getSource()} says. */
    @DataBoundSetter
    public void setSource(String source) {
        this.source = Util.fixEmptyAndTrim(source);
    }

    /** Percent of traffic, one after the other; null if they are not said. */
    public List<Integer> getWeights() {
        return weights;
    }

    /** Sets what {@link #getWeights()} says. */
    @DataBoundSetter
    public void setWeights(List<Integer> weights) {
        this.weights = weights == null || weights.isEmpty() ? null : new ArrayList<>(weights);
    }

    /** How long each weight is watched; null if it is not said. */
    public String getHold() {
        return hold;
    }

    /** Sets what {@link #getHold()} says. */
    @DataBoundSetter
    public void setHold(String hold) {
        this.hold = Util.fixEmptyAndTrim(hold);
    }

    /** Ratio canary:baseline that is still fine; null if it is not said. */
    public String getTolerate() {
        return tolerate;
    }

    /** Sets what {@link #getTolerate()} says. */
    @DataBoundSetter
    public void setTolerate(String tolerate) {
        this.tolerate = Util.fixEmptyAndTrim(tolerate);
    }

    /** Ratio canary:baseline that must not pass; null if it is not said. */
    public String getHarmful() {
        return harmful;
    }

    /** Sets what {@link #getHarmful()} says. */
    @DataBoundSetter
    public void setHarmful(String harmful) {
        this.harmful = Util.fixEmptyAndTrim(harmful);
    }

    /** The worst verdict that still promotes, PASS or MARGINAL; null if it is not said. */
    public String getRequire() {
        return require;
    }

    /** Sets what {@link #getRequire()} says. */
    @DataBoundSetter
    public void setRequire(String require) {
        this.require = Util.fixEmptyAndTrim(require);
    }

    /** What is done when it cannot be told, hold or rollback; null if it is not said. */
    public String getOnInconclusive() {
        return onInconclusive;
    }

    /** Sets what {@link #getOnInconclusive()} says. */
    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = Util.fixEmptyAndTrim(onInconclusive);
    }

    /** What is done when both arms got worse, withdraw or hold; null if it is not said. */
    public String getOnBaselineUnhealthy() {
        return onBaselineUnhealthy;
    }

    /** Sets what {@link #getOnBaselineUnhealthy()} says. */
    @DataBoundSetter
    public void setOnBaselineUnhealthy(String onBaselineUnhealthy) {
        this.onBaselineUnhealthy = Util.fixEmptyAndTrim(onBaselineUnhealthy);
    }

    /** When a release that nobody ended is rolled back; null if it is not said. */
    public String getExpiry() {
        return expiry;
    }

    /** Sets what {@link #getExpiry()} says. */
    @DataBoundSetter
    public void setExpiry(String expiry) {
        this.expiry = Util.fixEmptyAndTrim(expiry);
    }

    /** All that they say, by the names of a specification. */
    Map<String, Object> toMap() {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("namespace", namespace);
        said.put("source", source);
        said.put("weights", weights);
        said.put("hold", hold);
        said.put("tolerate", number(tolerate));
        said.put("harmful", number(harmful));
        said.put("require", require);
        said.put("onInconclusive", onInconclusive);
        said.put("onBaselineUnhealthy", onBaselineUnhealthy);
        said.put("expiry", expiry);
        said.values().removeIf(value -> value == null);
        return said;
    }

    /** What is no number is told by the check. */
    private static Object number(String text) {
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /**
     * Checks them.
     *
     * @param place what messages begin with
     * @throws RefusedException with a sentence for every mistake
     */
    void check(String place) {
        List<String> problems = new ArrayList<>(SpecFragment.problems(toMap()));
        if ("NONE".equals(require)) {
            problems.add("require: NONE passes every verdict over; that is for single releases, and for those who may");
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(
                    problems.stream().map(problem -> place + problem).toList());
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryDefaults")
    public static final class DescriptorImpl extends Descriptor<Defaults> {
        @Override
        public String getDisplayName() {
            return Messages.Defaults_displayName();
        }

        @Override
        public Defaults newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            JSONObject plain = new JSONObject();
            form.forEach((name, value) -> {
                if (!"".equals(value)) {
                    plain.put(name, value);
                }
            });
            if (plain.opt("weights") instanceof String text) {
                plain.put("weights", JSONArray.fromObject(Texts.split(text.replaceAll("\\s+", ","))));
            }
            return (Defaults) super.newInstance(request, plain);
        }

        /** A list as the form shows it. */
        public String listed(List<Integer> numbers) {
            return numbers == null
                    ? ""
                    : Texts.join(numbers.stream().map(String::valueOf).toList());
        }

        /** The configured metric sources, saved ones only. */
        @POST
        public ListBoxModel doFillSourceItems(@QueryParameter String source) {
            return choices(Offers.toAll().sources(), source);
        }

        /** The verdicts to choose from. */
        @POST
        public ListBoxModel doFillRequireItems() {
            return choices(List.of("PASS", "MARGINAL"), "");
        }

        /** What can be done. */
        @POST
        public ListBoxModel doFillOnInconclusiveItems() {
            return choices(List.of("hold", "rollback"), "");
        }

        /** What can be done. */
        @POST
        public ListBoxModel doFillOnBaselineUnhealthyItems() {
            return choices(List.of("withdraw", "hold"), "");
        }

        private static ListBoxModel choices(List<String> words, String present) {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.Defaults_unsaid(), "");
            if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                Stream.concat(words.stream(), Stream.of(Util.fixNull(present)))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .forEach(choices::add);
            }
            return choices;
        }

        /** Checks that it can be a namespace. */
        @POST
        public FormValidation doCheckNamespace(@QueryParameter String value) {
            return Checks.field("namespace", value);
        }

        /** Checks that they are weights. */
        @POST
        public FormValidation doCheckWeights(@QueryParameter String value) {
            return Checks.list("weights", value);
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckHold(@QueryParameter String value) {
            return Checks.field("hold", value);
        }

        /** Checks that it is a ratio. */
        @POST
        public FormValidation doCheckTolerate(@QueryParameter String value) {
            return Checks.field("tolerate", value);
        }

        /** Checks that it is a ratio. */
        @POST
        public FormValidation doCheckHarmful(@QueryParameter String value) {
            return Checks.field("harmful", value);
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckExpiry(@QueryParameter String value) {
            return Checks.field("expiry", value);
        }
    }
}
