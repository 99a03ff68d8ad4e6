package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.ListView;
import hudson.util.PluginServletFilter;
import io.jenkins.plugins.canary.browser.Gallery;
import io.jenkins.plugins.canary.browser.InChromium;
import io.jenkins.plugins.canary.browser.Tab;
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
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

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
    private JenkinsRule jenkins;
    private Tab tab;

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

    private Tab go(String path) throws IOException {
        tab.likes(Map.of("prefers-color-scheme", "light"));
        return tab.go(jenkins.getURL() + path);
    }

    private String text() {
        return tab.text("document.querySelector('#main-panel').innerText");
    }
}
