package io.jenkins.plugins.canary.view;

import io.jenkins.plugins.canary.run.Deed;
import java.util.Date;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Something that a person ordered of a release, for the page and for programs. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class DeedLine {
    private final Deed deed;

    DeedLine(Deed deed) {
        this.deed = deed;
    }

    /** When, in milliseconds since 1970. */
    @Exported
    public long getAt() {
        return deed.getAt();
    }

    /** The same for people. */
    public Date getDate() {
        return new Date(deed.getAt());
    }

    /** What, in a word. */
    @Exported
    public String getWhat() {
        return deed.getWhat();
    }

    /** The same for people. */
    public String getDone() {
        return switch (deed.getWhat()) {
            case "paused" -> Messages.DeedLine_paused();
            case "resumed" -> Messages.DeedLine_resumed();
            case "extended" -> Messages.DeedLine_extended();
            case "approved" -> Messages.DeedLine_approved();
            case "promotion-ordered" -> Messages.DeedLine_promoted();
            case "rollback-ordered" -> Messages.DeedLine_rolledBack();
            case "bypass" -> Messages.DeedLine_bypassed();
            default -> deed.getWhat();
        };
    }

    /** By whom. */
    @Exported
    public String getWho() {
        return deed.getWho();
    }

    /** What was said about it; may be empty. */
    @Exported
    public String getWhy() {
        return deed.getWhy();
    }
}
