package io.jenkins.plugins.canary.view;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The way from a release to an order for it. */
@Restricted(NoExternalUse.class)
public final class OrderButton {
    private final PageOrder order;
    private final String release;

    OrderButton(PageOrder order, String release) {
        this.order = order;
        this.release = release;
    }

    /** Where it is confirmed. */
    public String getHref() {
        return "order/" + order.word() + "/?release=" + release;
    }

    /** What is on it. */
    public String getLabel() {
        return order.label();
    }

    /** Its symbol. */
    public String getIcon() {
        return order.icon();
    }

    /** How it looks. */
    public String getLook() {
        return switch (order) {
            case APPROVE -> "jenkins-button jenkins-button--primary";
            case ROLLBACK -> "jenkins-button jenkins-!-destructive-color";
            default -> "jenkins-button";
        };
    }
}
