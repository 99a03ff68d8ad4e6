package io.jenkins.plugins.canary.view;

import hudson.security.Permission;
import io.jenkins.plugins.canary.run.CanaryPermissions;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.target.Phase;
import java.util.Locale;
import java.util.function.Supplier;

/** What people can order of a release on its page, in the order of the buttons. */
enum PageOrder {
    APPROVE(
            CanaryPermissions.PROMOTE,
            "checkmark-done-outline",
            Messages::PageOrder_approve,
            Messages::PageOrder_approving),
    PROMOTE(CanaryPermissions.PROMOTE, "rocket-outline", Messages::PageOrder_promote, Messages::PageOrder_promoting),
    PAUSE(CanaryPermissions.ROLLBACK, "pause-outline", Messages::PageOrder_pause, Messages::PageOrder_pausing),
    RESUME(CanaryPermissions.ROLLBACK, "play-outline", Messages::PageOrder_resume, Messages::PageOrder_resuming),
    EXTEND(CanaryPermissions.ROLLBACK, "timer-outline", Messages::PageOrder_extend, Messages::PageOrder_extending),
    ROLLBACK(
            CanaryPermissions.ROLLBACK,
            "arrow-undo-outline",
            Messages::PageOrder_rollback,
            Messages::PageOrder_rollingBack);

    private final Permission right;
    private final String icon;
    private final Supplier<String> label;
    private final Supplier<String> meaning;

    PageOrder(Permission right, String icon, Supplier<String> label, Supplier<String> meaning) {
        this.right = right;
        this.icon = icon;
        this.label = label;
        this.meaning = meaning;
    }

    /** Who may give it. */
    Permission right() {
        return right;
    }

    /** As it stands in addresses. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The symbol on its button. */
    String icon() {
        return "symbol-" + icon + " plugin-ionicons-api";
    }

    /** What is on its button. */
    String label() {
        return label.get();
    }

    /** What comes of it, for whoever is about to give it. */
    String meaning() {
        return meaning.get();
    }

    /** Whether it changes anything of a release as that was last seen. */
    boolean makesSense(KeptRelease release) {
        if (!release.takesOrders()) {
            return false;
        }
        boolean serving = release.getPhase().equals(Phase.SERVING.name());
        boolean open = serving || release.getPhase().equals(Phase.PREPARING.name());
        return switch (this) {
            case APPROVE -> serving && !release.getAsked().isEmpty();
            case PROMOTE -> serving && !release.isPaused() && !release.isPromotionOrdered();
            case PAUSE -> open && !release.isPaused();
            case RESUME -> open && release.isPaused();
            case EXTEND -> open;
            case ROLLBACK -> !release.getPhase().equals(Phase.ROLLING_BACK.name());
        };
    }
}
