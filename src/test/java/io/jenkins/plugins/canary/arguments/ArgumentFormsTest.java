package io.jenkins.plugins.canary.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What the Snippet Generator shows, writes and reads. */
@WithJenkins
class ArgumentFormsTest {
    /** A step with every argument, which does nothing. */
    public static final class TrialStep extends DeployingStep {
        @DataBoundConstructor
        public TrialStep() {
            super();
        }

        public List<Integer> getWeights() {
            return given().list("weights");
        }

        @DataBoundSetter
        public void setWeights(List<Integer> weights) {
            given().set("weights", weights);
        }

        public List<WeightArgument> getSteps() {
            return given().list("steps");
        }

        @DataBoundSetter
        public void setSteps(List<WeightArgument> steps) {
            given().set("steps", steps);
        }

        @Override
        public StepExecution start(StepContext context) {
            throw new UnsupportedOperationException("only its form is looked at");
        }

        @TestExtension
        public static final class DescriptorImpl extends TargetStepDescriptor {
            @Override
            public String getFunctionName() {
                return "trial";
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of(TaskListener.class);
            }
        }
    }

    @Test
    void everythingComesBackFromTheForm(JenkinsRule jenkins) throws Exception {
        StepConfigTester form = new StepConfigTester(jenkins);
        TrialStep several = Trials.target();
        several.setImages(NamedTexts.of(Map.of("app", "app:2")));
        several.setTraffic(new ReplicasTraffic());
        several.setSteps(List.of(Trials.weight(25, null), Trials.weight(50, "15m")));
        TrialStep gateway = Trials.target();
        gateway.setTraffic(Trials.httpRoute());

        for (TrialStep step : List.of(Trials.everything(), several, gateway, new TrialStep())) {
            assertThat(form.configRoundTrip(step).toSpec()).isEqualTo(step.toSpec());
        }
    }

    @Test
    void everythingComesBackFromTheSnippet(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(new TrialStep(), "trial()");
        TrialStep step = Trials.target();
        step.setEnv(NamedTexts.of(Map.of("FEATURE", "on")));
        step.setMetrics(List.of(
                new ErrorRatioMetric("all", "bad"), new LatencyMetric("buckets", "500ms"), new PresetMetric("istio")));
        step.setResources(Trials.resources());
        step.setSteps(List.of(Trials.weight(5, "10m"), Trials.weight(25, null)));
        step.setTraffic(new IstioTraffic("checkout"));
        step.setTolerate(1.25);

        snippets.assertRoundTrip(
                step,
                "trial cluster: 'prod', env: [FEATURE: 'on'], metrics: [errorRatio(bad: 'bad', total: 'all'),"
                        + " latency(histogram: 'buckets', slo: '500ms'), preset('istio')], namespace: 'shop',"
                        + " resources: [limits: [memory: '1Gi'], requests: [cpu: '500m']],"
                        + " steps: [[hold: '10m', weight: 5], [weight: 25]], tolerate: 1.25,"
                        + " traffic: istio('checkout'), workload: 'checkout'");
        snippets.assertDocGeneration(TrialStep.class);
    }

    static Stream<Describable<?>> everyKind() {
        return Stream.of(
                Trials.errorRatio(),
                Trials.latency(),
                Trials.conversion(),
                Trials.mean(),
                Trials.events(),
                Trials.gauge(),
                Trials.prometheus(),
                Trials.value(),
                Trials.preset(),
                Trials.kubernetes(),
                Trials.istio(),
                Trials.httpRoute(),
                Trials.nginx(),
                new OpenShiftTraffic("checkout"),
                new AlbTraffic("checkout"),
                new ContourTraffic("checkout"),
                new SmiTraffic("checkout"),
                new TraefikTraffic("checkout"),
                new GrpcRouteTraffic("checkout"),
                new ReplicasTraffic(),
                new KnativeTraffic(),
                new KServeTraffic(),
                Trials.resources(),
                Trials.config(),
                Trials.weight(5, "10m"),
                NamedTexts.of(Map.of("FEATURE", "on")),
                new NamedText("FEATURE", "on"),
                new ErrorRatioMetric("all", "bad"),
                new LatencyMetric("buckets", "1s"),
                new PrometheusMetric("up"));
    }

    @Test
    void everyKindComesBackFromItsDescription(JenkinsRule jenkins) throws Exception {
        for (Describable<?> argument : everyKind().toList()) {
            UninstantiatedDescribable described = DescribableModel.uninstantiate2_(argument);
            Object again = new DescribableModel<>(argument.getClass()).instantiate(described.getArguments(), null);

            assertThat(again).usingRecursiveComparison().isEqualTo(argument);
        }
        assertThat(DescribableModel.uninstantiate2_(new PrometheusMetric("up")).getArguments())
                .containsOnlyKeys("query");
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void everyFieldOfEveryKindIsExplained(JenkinsRule jenkins) throws Exception {
        for (Describable<?> argument : everyKind().toList()) {
            DescribableModel<?> model = new DescribableModel<>(argument.getClass());
            assertThat(model.getHelp()).as(model.getType().getSimpleName()).isNotBlank();
            assertAllExplained(model, List.of());
        }
        assertAllExplained(new DescribableModel<>(TrialStep.class), List.of("weights", "steps"));
        assertThat(jenkins.jenkins).isNotNull();
    }

    private static void assertAllExplained(DescribableModel<?> model, List<String> own) throws Exception {
        for (var parameter : model.getParameters()) {
            if (!own.contains(parameter.getName())) {
                assertThat(parameter.getHelp())
                        .as(model.getType().getSimpleName() + "." + parameter.getName())
                        .isNotBlank();
            }
        }
    }

    @Test
    void aDurationIsCheckedWhileItIsTyped(JenkinsRule jenkins) {
        TargetStepDescriptor descriptor = jenkins.jenkins.getDescriptorByType(TrialStep.DescriptorImpl.class);

        assertThat(descriptor.doCheckHold("10 minutes").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckHold("1h30m").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckHold("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(new IstioTraffic.DescriptorImpl().doCheckAffinity("soon").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(new LatencyMetric.DescriptorImpl().doCheckSlo("").kind).isEqualTo(FormValidation.Kind.ERROR);
    }
}
