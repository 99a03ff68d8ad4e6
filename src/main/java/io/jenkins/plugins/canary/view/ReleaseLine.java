package io.jenkins.plugins.canary.view;

import hudson.model.Run;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
        String outcome = release.getOutcome();
        String word = outcome.isEmpty() ? release.getPhase() : outcome;
        String lower = word.replace('_', ' ').toLowerCase(Locale.ROOT);
        String besides = release.getBesides().isEmpty() ? "" : " and " + release.getBesides();
        return release.isOver() ? lower : lower + ", " + release.getWeight() + " %" + besides;
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
