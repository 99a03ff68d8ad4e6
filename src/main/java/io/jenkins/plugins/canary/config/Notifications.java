package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.Window;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Who is told of releases, and where they can read on. */
public final class Notifications implements Describable<Notifications> {
    private List<Receiver> destinations;
    private String windows;
    private String runbook;
    private String dashboard;

    /** Tells nobody. */
    @DataBoundConstructor
    public Notifications() {
        // everything has a setter
    }

    /** Who is told. */
    public List<Receiver> getDestinations() {
        return destinations == null ? List.of() : List.copyOf(destinations);
    }

    /** Says who is told. */
    @DataBoundSetter
    public void setDestinations(List<Receiver> destinations) {
        this.destinations = destinations == null ? null : new ArrayList<>(destinations);
    }

    /** Maintenance windows, one a line; null for none. */
    public String getWindows() {
        return windows;
    }

    /** Says the maintenance windows, one a line. */
    @DataBoundSetter
    public void setWindows(String windows) {
        this.windows = Util.fixEmptyAndTrim(windows);
    }

    /** Address of the runbook, with placeholders; null for none. */
    public String getRunbook() {
        return runbook;
    }

    /** Says the address of the runbook. */
    @DataBoundSetter
    public void setRunbook(String runbook) {
        this.runbook = Util.fixEmptyAndTrim(runbook);
    }

    /** Address of the dashboard, with placeholders; null for none. */
    public String getDashboard() {
        return dashboard;
    }

    /** Says the address of the dashboard. */
    @DataBoundSetter
    public void setDashboard(String dashboard) {
        this.dashboard = Util.fixEmptyAndTrim(dashboard);
    }

    /**
     * Checks what it says.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    void check() {
        Named.check("destination", getDestinations());
        getDestinations().forEach(Receiver::check);
        try {
            quiet();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("windows: " + e.getMessage());
        }
        checkLink("runbook", runbook);
        checkLink("dashboard", dashboard);
    }

    private static void checkLink(String field, String link) {
        if (link != null && !isLink(link)) {
            throw new RefusedException(
                    field + ": '" + link + "' is no address such as https://wiki.example.org/{{workload}}");
        }
    }

    private static boolean isLink(String link) {
        return link.matches("https?://[^\\s\"<>]+");
    }

    private List<Window> quiet() {
        return Util.fixNull(windows)
                .lines()
                .filter(line -> !line.isBlank())
                .map(Window::parse)
                .toList();
    }

    /** Who is told of the releases of a job. */
    List<Destination> destinations(Predicate<Offered> offered) {
        List<Window> quiet = quiet();
        return getDestinations().stream()
                .filter(offered)
                .map(receiver -> receiver.destination(quiet))
                .toList();
    }

    /** The form. */
    @Extension
    @Symbol("canaryNotifications")
    public static final class DescriptorImpl extends Descriptor<Notifications> {
        @Override
        public String getDisplayName() {
            return Messages.Notifications_displayName();
        }

        /** Reads them. */
        @POST
        public FormValidation doCheckWindows(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return FormValidation.ok();
            }
            try {
                Notifications said = new Notifications();
                said.setWindows(value);
                said.quiet();
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** Checks that it is an address. */
        @POST
        public FormValidation doCheckRunbook(@QueryParameter String value) {
            return link(value);
        }

        /** Checks that it is an address. */
        @POST
        public FormValidation doCheckDashboard(@QueryParameter String value) {
            return link(value);
        }

        private static FormValidation link(String value) {
            return !Jenkins.get().hasPermission(Jenkins.ADMINISTER) || value.isBlank() || isLink(value.trim())
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.Notifications_link());
        }
    }
}
