package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.canary.arguments.ErrorRatioMetric;
import io.jenkins.plugins.canary.arguments.IstioTraffic;
import io.jenkins.plugins.canary.arguments.TargetStep;
import io.jenkins.plugins.canary.freestyle.CanaryBuilder;
import io.jenkins.plugins.canary.freestyle.CanaryRollbackPublisher;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The same operations in the job configuration UI. */
@WithJenkins
class FreestyleTest {
    private static final String PODS = "http_requests_total{namespace=\"{{namespace}}\",pod=~\"{{pods}}\"";

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void aSoundVersionIsRolledOutByItsParameter(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins);
        CanaryRolloutStep rollout = rollout();
        rollout.setImage("${IMAGE}");
        job.getBuildersList().add(new CanaryBuilder(rollout));

        FreeStyleBuild build = jenkins.waitForCompletion(
                job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("IMAGE", Scenery.CANARY_IMAGE)))
                        .waitForStart());

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("The canary serves 25 % of the traffic", build);
        jenkins.assertLogContains("PROMOTED: promoted " + Scenery.CANARY_IMAGE, build);
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void aVersionThatFailsIsRolledBackAndFailsTheBuild(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.2));
        FreeStyleProject job = job(jenkins);
        job.getBuildersList().add(new CanaryBuilder(rollout()));

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("ERROR: ROLLED_BACK: ", build);
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void anUndecidedReleaseIsHeldAndTheBuildUnstable(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withRps(0.01));
        FreeStyleProject job = job(jenkins);
        CanaryRolloutStep hasty = rollout();
        hasty.setMinDuration("1m");
        hasty.setMaxDuration("6m");
        hasty.setExtensions(0);
        job.getBuildersList().add(new CanaryBuilder(hasty));

        jenkins.buildAndAssertStatus(Result.UNSTABLE, job);

        assertThat(world.canaryExists()).isTrue();
    }

    @Test
    void whoAbortsTheBuildGetsTrafficTakenHomeFirst(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins);
        job.getBuildersList().add(new CanaryBuilder(rollout()));
        world.holdAfter(Duration.ofMinutes(1));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        await().atMost(World.PATIENCE).until(world::isHeld);
        assertThat(world.canaryWeight()).isEqualTo(5);

        build.doStop();
        world.letGo();
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.ABORTED, build);
        assertThat(world.canaryWeight()).isZero();
        assertThat(build.getAction(CanaryRunAction.class).getReleases().get(0).getReason())
                .doesNotContain("InterruptedException");
    }

    @Test
    void whatAFailedBuildLeftOpenIsTakenBackAfterIt(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins);
        CanaryDeployStep deploy = new CanaryDeployStep();
        name(deploy);
        deploy.setImage(Scenery.CANARY_IMAGE);
        deploy.setTraffic(new IstioTraffic("checkout"));
        deploy.setWeight(20);
        job.getBuildersList().add(new CanaryBuilder(deploy));
        job.getBuildersList().add(new FailureBuilder());
        job.getPublishersList().add(new CanaryRollbackPublisher());

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("ROLLED_BACK: the build failed", build);
        assertThat(world.canaryExists()).isFalse();
    }

    @Test
    void everyOperationComesBackFromTheFormAndFromItsDescription(JenkinsRule jenkins) throws Exception {
        CanaryBuilder.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(CanaryBuilder.DescriptorImpl.class);
        assertThat(form.getOperations()).hasSizeGreaterThanOrEqualTo(6);
        for (var operation : form.getOperations()) {
            CanaryBuilder builder = new CanaryBuilder((TargetStep) StepFormsTest.complete((StepDescriptor) operation));
            String described = described(builder);

            assertThat(described)
                    .contains("canary" + operation.clazz.getSimpleName().replaceAll("Canary|Step", ""));
            assertThat(described(jenkins.configRoundtrip(builder))).isEqualTo(described);
            assertThat(described(DescribableModel.uninstantiate2_(builder).instantiate(CanaryBuilder.class, null)))
                    .isEqualTo(described);
        }
    }

    @Test
    void thePostBuildActionComesBackFromTheForm(JenkinsRule jenkins) throws Exception {
        CanaryRollbackPublisher publisher = new CanaryRollbackPublisher();
        publisher.setReason("not good enough");

        CanaryRollbackPublisher back = jenkins.configRoundtrip(publisher);

        assertThat(back.getReason()).isEqualTo("not good enough");
        assertThat(DescribableModel.uninstantiate2_(back).getSymbol()).isEqualTo("canaryRollbackIfFailed");
    }

    private static String described(CanaryBuilder builder) {
        UninstantiatedDescribable description = DescribableModel.uninstantiate2_(builder);
        return description.toString();
    }

    private FreeStyleProject job(JenkinsRule jenkins) throws Exception {
        world.configure();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("IMAGE", "")));
        return job;
    }

    private static CanaryRolloutStep rollout() {
        CanaryRolloutStep rollout = new CanaryRolloutStep();
        name(rollout);
        rollout.setImage(Scenery.CANARY_IMAGE);
        rollout.setTraffic(new IstioTraffic("checkout"));
        rollout.setWeights(List.of(5, 25, 50));
        rollout.setSource("prometheus");
        rollout.setMetrics(List.of(new ErrorRatioMetric(PODS + "}", PODS + ",code=~\"5..\"}")));
        return rollout;
    }

    private static void name(TargetStep step) {
        step.setCluster(World.NAME);
        step.setNamespace("shop");
        step.setWorkload("checkout");
    }
}
