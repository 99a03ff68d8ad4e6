package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every step in the Snippet Generator: its form, its help, and the Groovy that it writes. */
@WithJenkins
class StepFormsTest {
    private static final String TESTERS_OWN = "Test Step";
    private static final String BLOCK = " {\n    // some block\n}";

    @Test
    void everyFieldComesBackFromTheForm(JenkinsRule jenkins) throws Exception {
        StepConfigTester form = new StepConfigTester(jenkins);
        for (StepDescriptor descriptor : descriptors()) {
            Step step = complete(descriptor);

            assertThat(described(form.configRoundTrip(step)))
                    .as(descriptor.getFunctionName())
                    .isEqualTo(described(step));
        }
    }

    @Test
    void whatIsLeftEmptyComesBackEmpty(JenkinsRule jenkins) throws Exception {
        StepConfigTester form = new StepConfigTester(jenkins);
        for (StepDescriptor descriptor : descriptors()) {
            Step step = sparse(descriptor);

            assertThat(described(form.configRoundTrip(step)))
                    .as(descriptor.getFunctionName())
                    .isEqualTo(described(step));
        }
    }

    @Test
    void everyFieldIsWrittenAndReadAsGroovy(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        for (StepDescriptor descriptor : descriptors()) {
            snippets.assertRoundTrip(complete(descriptor), groovy(descriptor));
            SnippetizerTester.assertDocGeneration(descriptor.clazz);
        }
    }

    @Test
    void whatIsLeftEmptyIsNotWritten(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(new CanaryAnalyzeStep(), "canaryAnalyze()");
        snippets.assertRoundTrip(new CanaryDeployStep(), "canaryDeploy()");
        snippets.assertRoundTrip(new CanaryPromoteStep(), "canaryPromote()");
        snippets.assertRoundTrip(new CanaryReportStep("canary.jsonl"), "canaryReport 'canary.jsonl'");
        snippets.assertRoundTrip(new CanaryRollbackStep(), "canaryRollback()");
        snippets.assertRoundTrip(new CanaryRolloutStep(), "canaryRollout()");
        snippets.assertRoundTrip(new CanaryRolloutWithStep(), "canaryRolloutWith" + BLOCK);
        snippets.assertRoundTrip(new CanaryShiftStep(25), "canaryShift 25");
        snippets.assertRoundTrip(new WithCanaryStep(), "withCanary" + BLOCK);
    }

    @Test
    void everyStepAndEveryFieldIsExplained(JenkinsRule jenkins) throws Exception {
        for (StepDescriptor descriptor : descriptors()) {
            DescribableModel<?> model = new DescribableModel<>(descriptor.clazz);
            assertThat(model.getHelp()).as(descriptor.getFunctionName()).contains("<p>");
            for (DescribableParameter parameter : model.getParameters()) {
                assertThat(parameter.getHelp())
                        .as(descriptor.getFunctionName() + "." + parameter.getName())
                        .contains("<p>");
            }
        }
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void everyLabelIsInWordsAndHasItsHelp(JenkinsRule jenkins) throws Exception {
        StepConfigTester form = new StepConfigTester(jenkins);
        for (StepDescriptor descriptor : descriptors()) {
            form.configRoundTrip(complete(descriptor));
        }
        for (FreeStyleProject project : jenkins.jenkins.getAllItems(FreeStyleProject.class)) {
            HtmlPage page = jenkins.createWebClient().getPage(project, "configure");
            List<DomNode> labels = page.querySelectorAll("div[name=builder] .jenkins-form-label").stream()
                    .filter(label -> !label.getTextContent().contains(TESTERS_OWN))
                    .toList();

            assertThat(labels).hasSizeGreaterThanOrEqualTo(1).allSatisfy(label -> {
                assertThat(label.getTextContent().trim()).matches("(?s)[A-Z][a-zA-Z -]+.*");
                assertThat(label.querySelectorAll("a.jenkins-help-button"))
                        .as(label.asXml())
                        .isNotEmpty();
            });
            assertThat(page.<DomElement>querySelector("div[name=builder]").asXml())
                    .doesNotContain("${");
        }
    }

    /** All steps of ours; one that is added later is tested too. */
    private static List<StepDescriptor> descriptors() {
        return ExtensionList.lookup(StepDescriptor.class).stream()
                .filter(descriptor -> descriptor.clazz.getPackage().equals(CanaryShiftStep.class.getPackage()))
                .toList();
    }

    private static String described(Step step) {
        return DescribableModel.uninstantiate2_(step).toString();
    }

    /** The step with all of its fields given. */
    static Step complete(StepDescriptor descriptor) {
        return (Step)
                new DescribableModel<>(descriptor.clazz).instantiate(new TreeMap<>(given(descriptor, false)), null);
    }

    /** The step with those fields only that it cannot do without. */
    private static Step sparse(StepDescriptor descriptor) {
        return (Step) new DescribableModel<>(descriptor.clazz).instantiate(given(descriptor, true), null);
    }

    private static Map<String, Object> given(StepDescriptor descriptor, boolean required) {
        Map<String, Object> given = new TreeMap<>();
        for (DescribableParameter parameter : new DescribableModel<>(descriptor.clazz).getParameters()) {
            if (!required || parameter.isRequired()) {
                given.put(parameter.getName(), StepSamples.value(parameter.getName()));
            }
        }
        return given;
    }

    private static String groovy(StepDescriptor descriptor) {
        var parameters = new DescribableModel<>(descriptor.clazz).getParameters();
        if (parameters.size() == 1) {
            String only = parameters.iterator().next().getName();
            return descriptor.getFunctionName() + " " + StepSamples.groovy(only);
        }
        String arguments = parameters.stream()
                .map(DescribableParameter::getName)
                .sorted()
                .map(name -> name + ": " + StepSamples.groovy(name))
                .collect(Collectors.joining(", "));
        return descriptor.takesImplicitBlockArgument()
                ? descriptor.getFunctionName() + "(" + arguments + ")" + BLOCK
                : descriptor.getFunctionName() + " " + arguments;
    }
}
