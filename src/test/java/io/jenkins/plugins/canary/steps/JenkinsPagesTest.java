package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.Result;
import hudson.util.PluginServletFilter;
import io.jenkins.plugins.canary.browser.Gallery;
import io.jenkins.plugins.canary.browser.InChromium;
import io.jenkins.plugins.canary.browser.Tab;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Journals;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.view.CanaryColumn;
import io.jenkins.plugins.darktheme.DarkThemeSystemManagerFactory;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** The pages of a running Jenkins, as a person sees them, under the content security policy of newer ones. */
@InChromium
@WithJenkins
class JenkinsPagesTest {
    private static final String DRAWN =
            "[...document.querySelectorAll('.canary-chart canvas')].some(c => c.getContext('2d')"
                    + ".getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 3 && v > 200))";

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    private final Filter strict = new Strict();
    private final LocaleProvider locales = LocaleProvider.getProvider();
    private JenkinsRule jenkins;
    private Tab tab;

    /** What Jenkins sets up when it starts, and the harness leaves out. */
    private static final class OfWhoeverAsks extends LocaleProvider {
        @Override
        public Locale get() {
            StaplerRequest2 request = Stapler.getCurrentRequest2();
            return request == null ? Locale.getDefault() : request.getLocale();
        }
    }

    /** What Jenkins 2.539 and newer say of their pages. */
    private static final class Strict implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String path = ((HttpServletRequest) request).getRequestURI();
            if (path.contains("/canary")) {
                ((HttpServletResponse) response)
                        .setHeader(
                                "Content-Security-Policy",
                                "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                                        + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'");
            }
            chain.doFilter(request, response);
        }
    }

    @BeforeEach
    void open(JenkinsRule jenkins, Tab tab) throws Exception {
        this.jenkins = jenkins;
        this.tab = tab;
        world.configure();
        PluginServletFilter.addFilter(strict);
        ThemeManagerPageDecorator.get().setTheme(new DarkThemeSystemManagerFactory());
        tab.size(1200, 800);
    }

    @AfterEach
    void nothingWasComplainedOf() throws Exception {
        PluginServletFilter.removeFilter(strict);
        LocaleProvider.setProvider(locales);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void whatWasTakenBackIsSeenOnItsPageItsJobItsListAndThePageOfAll() throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.04));
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.ROLLOUT));
        WorkflowJob job = build.getParent();
        jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());

        go(build.getUrl() + "canary/").until("document.querySelector('.canary-header') !== null");
        tab.until(DRAWN);
        assertThat(text()).contains("Rolled back", "FAIL at", "Download the journal", "Everything that happened");
        assertThat(tab.ask(
                                "[...document.querySelectorAll('.canary-scroll')].filter(e => e.scrollHeight > e.clientHeight).length")
                        .intValue())
                .as("scrollbars around tables that are there as a whole")
                .isZero();
        Gallery.take(tab, "canary-page");
        tab.ask("document.querySelector('.canary-card').scrollIntoView()");
        tab.until("document.querySelectorAll('.canary-card .canary-chart canvas').length >= 3");
        Gallery.take(tab, "canary-metric");

        go(job.getUrl() + "canary-trend/").until(DRAWN);
        assertThat(text()).contains("#1", "#2", "Rolled back", "Fault found after");

        go("canary-releases/").until(DRAWN);
        assertThat(text()).contains("No release is in progress", "2 Rolled back");

        listed(job);
        go("view/releases/").until("document.querySelector('#projectstatus') !== null");
        assertThat(tab.text("document.querySelector('#projectstatus').innerText"))
                .contains("rolled back");
        tab.forgive(); // what stands on core's own pages is core's
        go(job.getUrl()).until(DRAWN);
        tab.forgive();
    }

    private void listed(WorkflowJob job) throws IOException {
        ListView view = new ListView("releases", jenkins.jenkins);
        jenkins.jenkins.addView(view);
        view.getColumns().add(new CanaryColumn());
        view.add(job);
    }

    @Test
    void aReleaseIsWatchedPausedAndResumedWhileItGoesOn() throws Exception {
        world.holdAfter(Duration.ofMinutes(4));
        WorkflowRun build = Scripts.start(jenkins, Scripts.ROLLOUT);
        await().atMost(World.PATIENCE).until(world::isHeld);
        go(build.getUrl() + "canary/").until(DRAWN);
        assertThat(text()).contains("In progress", "from", "to");
        tab.until("document.querySelector('.canary-report').innerText.includes('Pods of the canary')");
        world.pass(Duration.ofSeconds(20));
        tab.until("document.querySelector('.canary-report').innerText.includes('checkout-canary')");
        Gallery.take(tab, "canary-live");

        tab.loading(() -> tab.click("a[href^='order/pause/']"));
        tab.ask("document.querySelector('#canary-reason').focus()");
        tab.write("lunch <img src=x>");
        Gallery.take(tab, "canary-order");
        tab.loading(() -> tab.press("Enter"));
        assertThat(text()).contains("Paused: the canary keeps its weight", "lunch <img src=x>");

        tab.loading(() -> tab.click("a[href^='order/resume/']"));
        tab.loading(() -> tab.click("form.canary-order-form button"));
        go("canary-releases/").until("document.querySelector('.canary-report table') !== null");
        assertThat(text()).contains("simulation/shop/checkout", "5 %");

        go(build.getUrl() + "canary/").until(DRAWN);
        world.letGo();
        tab.until("document.querySelector('.canary-header').innerText.includes('Promoted')");
        jenkins.waitForCompletion(build);
    }

    @Test
    void whoMayExtendTakesBackAndPromotesAndTheRecordSaysWhoAndWhy() throws Exception {
        admit();
        world.holdAfter(Duration.ofMinutes(4));
        WorkflowRun first = Scripts.start(jenkins, Scripts.ROLLOUT);
        await().atMost(World.PATIENCE).until(world::isHeld);
        go(first.getUrl() + "canary/").until(DRAWN);
        assertThat(buttons()).as("for whoever may only look").isEmpty();

        logIn("carla");
        go(first.getUrl() + "canary/").until(DRAWN);
        assertThat(buttons()).containsExactly("Promote now", "Pause", "Extend", "Roll back");
        assertThat(text()).contains("Rolled back, unless somebody ends it before:");
        tab.loading(() -> tab.click("a[href^='order/extend/']"));
        assertThat(text()).contains("An undecided analysis ends that much later");
        give("the lunch <b>break</b>");
        assertThat(text()).contains("Gave more time", "carla", "the lunch <b>break</b>");

        tab.loading(() -> tab.click("a[href^='order/rollback/']"));
        assertThat(text()).contains("All traffic goes to the stable version at once");
        give("it smells");
        world.letGo();
        tab.until("document.querySelector('.canary-header').innerText.includes('Aborted')");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(first));
        assertThat(ordered(first))
                .containsExactly("extended by carla: the lunch <b>break</b>", "rollback-ordered by carla: it smells");
        assertThat(world.canaryWeight()).isZero();

        holdFromNowOn(Duration.ofMinutes(4));
        WorkflowRun second = first.getParent().scheduleBuild2(0).waitForStart();
        await().atMost(World.PATIENCE).until(() -> world.canaryWeight() == 5);
        go(second.getUrl() + "canary/").until("document.querySelector(\"a[href^='order/promote/']\") !== null");
        tab.loading(() -> tab.click("a[href^='order/promote/']"));
        assertThat(text()).contains("The canary becomes the stable version now");
        give("a fix that cannot wait");
        world.letGo();
        tab.until("document.querySelector('.canary-header').innerText.includes('Promoted')");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(second));
        assertThat(ordered(second)).containsExactly("promotion-ordered by carla: a fix that cannot wait");

        tab.reads("de");
        LocaleProvider.setProvider(new OfWhoeverAsks());
        go(second.getUrl() + "canary/").until(DRAWN);
        assertThat(text()).contains("Befördert", "Beförderung angeordnet", "Journal herunterladen");
    }

    private void admit() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.CANCEL, Item.CONFIGURE)
                .everywhere()
                .to("carla"));
    }

    private void logIn(String name) throws IOException {
        go("login");
        for (String field : List.of("j_username", "j_password")) {
            tab.ask("document.querySelector('[name=" + field + "]').focus()");
            tab.write(name);
        }
        tab.loading(() -> tab.press("Enter"));
        tab.forgive(); // what stands on core's own pages is core's
    }

    /** Confirms the order that is asked about. */
    private void give(String reason) {
        tab.ask("document.querySelector('#canary-reason').focus()");
        tab.write(reason);
        tab.loading(() -> tab.click("form.canary-order-form button"));
    }

    private List<String> buttons() {
        List<String> buttons = new ArrayList<>();
        tab.ask("[...document.querySelectorAll('.canary-orders a')].map(a => a.innerText.trim())")
                .forEach(button -> buttons.add(button.asText()));
        return buttons;
    }

    /** What people ordered, as it stands in the journal. */
    private static List<String> ordered(WorkflowRun build) {
        KeptRelease kept = build.getAction(CanaryRunAction.class).getReleases().get(0);
        return Journals.read(build, kept).stream()
                .filter(Entry.Event.class::isInstance)
                .map(Entry.Event.class::cast)
                .filter(event -> !event.who().isEmpty())
                .map(event -> event.kind() + " by " + event.who() + ": " + event.why())
                .toList();
    }

    private void holdFromNowOn(Duration span) {
        Instant now = world.simulation().clock().instant();
        world.holdAfter(Duration.between(world.simulation().releaseStart(), now).plus(span));
    }

    private Tab go(String path) throws IOException {
        tab.likes(Map.of("prefers-color-scheme", "light"));
        return tab.go(jenkins.getURL() + path);
    }

    private String text() {
        return tab.text("document.querySelector('#main-panel').innerText");
    }
}
