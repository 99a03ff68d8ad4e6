package io.jenkins.plugins.canary.view;

import hudson.model.Run;
import io.jenkins.plugins.canary.run.Announcements;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A release in one line, for the build page and for programs. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ReleaseLine {
    private final Run<?, ?> build;
    private final KeptRelease release;

    ReleaseLine(Run<?, ?> build, KeptRelease release) {
        this.build = build;
        this.release = release;
    }

    /** The release's id. */
    @Exported
    public String getId() {
        return release.getId();
    }

    /** Name of the cluster on which it is released. */
    @Exported
    public String getCluster() {
        return release.target().cluster();
    }

    /** Namespace in that cluster. */
    @Exported
    public String getNamespace() {
        return release.target().namespace();
    }

    /** What is released there: a name, with its kind where that is no Deployment. */
    @Exported
    public String getWorkload() {
        return release.target().workload().toString();
    }

    /** The image that is new; empty if that is not known. */
    @Exported
    public String getVersion() {
        return release.getCourse().version();
    }

    /** When it was opened, in milliseconds since 1970; null if that is not known. */
    @Exported
    public Long getOpened() {
        return millis(release.getCourse().opened());
    }

    /** When it came to its outcome, in milliseconds since 1970; null if it has not. */
    @Exported
    public Long getEnded() {
        return millis(release.getCourse().ended());
    }

    /** When it is rolled back if nobody ends it, in milliseconds since 1970; null if it is over. */
    @Exported
    public Long getExpires() {
        return millis(release.getExpiry());
    }

    /** The same for views. */
    public Date getExpiry() {
        return release.getExpiry().map(Date::from).orElse(null);
    }

    /** Seconds from the first request that the canary served to its first FAIL; null if it never failed. */
    @Exported
    public Long getFoundAfterSeconds() {
        return release.getCourse().found().map(Duration::toSeconds).orElse(null);
    }

    /** The most percent of traffic that the canary had. */
    @Exported
    public int getHighestWeight() {
        return release.getCourse().highest();
    }

    /** Where it stands what to do when something is wrong; empty where the configuration names no such page. */
    @Exported
    public String getRunbook() {
        return Announcements.links(build, release).runbook();
    }

    /** Where its numbers are shown; empty where the configuration names no such page. */
    @Exported
    public String getDashboard() {
        return Announcements.links(build, release).dashboard();
    }

    /** Where its report is, as JSON; relative to this address. */
    @Exported
    public String getReportUrl() {
        return "report?release=" + release.getId();
    }

    /** Where its journal is, as JSON Lines; relative to this address. */
    @Exported
    public String getJournalUrl() {
        return "journal?release=" + release.getId();
    }

    private static Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }

    /** What is released. */
    @Exported
    public String getTarget() {
        return release.getTarget();
    }

    /** PREPARING, SERVING, PROMOTING, ROLLING_BACK or DONE, as last seen. */
    @Exported
    public String getPhase() {
        return release.getPhase();
    }

    /** Percent of traffic that the canary was last seen to have. */
    @Exported
    public int getWeight() {
        return release.getWeight();
    }

    /** The latest verdict; empty before the first. */
    @Exported
    public String getVerdict() {
        return release.getVerdict();
    }

    /** PROMOTED, HELD, ROLLED_BACK, FAILED or ABORTED; empty while the release goes on. */
    @Exported
    public String getOutcome() {
        return release.getOutcome();
    }

    /** One sentence with numbers in it. */
    @Exported
    public String getReason() {
        return release.getReason();
    }

    /** Whether a person holds it where it is. */
    @Exported
    public boolean isPaused() {
        return release.isPaused();
    }

    /** The sentence by which a person is asked whether the canary may leave its weight; empty if nobody is. */
    @Exported
    public String getAsked() {
        return isLive() && release.getOutcome().isEmpty() ? release.getAsked() : "";
    }

    /** What whoever looks can order of it now, in words. */
    @Exported
    public List<String> getOrders() {
        return possible().map(PageOrder::word).toList();
    }

    /** The same as buttons. */
    public List<OrderButton> getButtons() {
        return possible().map(order -> new OrderButton(order, release.getId())).toList();
    }

    private Stream<PageOrder> possible() {
        return Arrays.stream(PageOrder.values())
                .filter(order -> order.makesSense(release) && build.hasPermission(order.right()));
    }

    /** What people ordered of it, oldest first. */
    @Exported(inline = true)
    public List<DeedLine> getDeeds() {
        return release.getDeeds().stream().map(DeedLine::new).toList();
    }

    /** Whether it may still change, so that pages look again. */
    public boolean isLive() {
        return !release.isOver() && (!release.isLookedAt() || build.isBuilding());
    }

    /** Where it stands, in a word or two for people. */
    public String getHeadline() {
        String word = stands();
        if (release.isOver()) {
            return word;
        }
        return release.getBesides().isEmpty()
                ? Messages.ReleaseLine_at(word, release.getWeight())
                : Messages.ReleaseLine_atWith(word, release.getWeight(), release.getBesides());
    }

    private String stands() {
        if (!release.getOutcome().isEmpty()) {
            return Latest.word(release.getOutcome());
        }
        return switch (Phase.valueOf(release.getPhase())) {
            case PREPARING -> Messages.ReleaseLine_preparing();
            case SERVING -> Messages.ReleaseLine_serving();
            case PROMOTING -> Messages.ReleaseLine_promoting();
            case ROLLING_BACK -> Messages.ReleaseLine_rollingBack();
            case DONE -> Messages.ReleaseLine_done();
        };
    }

    /** The symbol that goes with it. */
    public String getIcon() {
        String name =
                switch (release.getOutcome()) {
                    case "PROMOTED" -> "checkmark-circle-outline";
                    case "HELD" -> "pause-circle-outline";
                    case "ROLLED_BACK", "ABORTED" -> "arrow-undo-outline";
                    case "FAILED" -> "close-circle-outline";
                    default -> "pulse-outline";
                };
        return "symbol-" + name + " plugin-ionicons-api";
    }
}
