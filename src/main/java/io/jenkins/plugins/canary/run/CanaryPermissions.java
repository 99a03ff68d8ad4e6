package io.jenkins.plugins.canary.run;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.logging.Logger;

/**
 * What people may do with the releases of a job's builds. Each right comes with one that Jenkins has already, so that nothing has
 * to be granted anew; where one is wanted apart, it is granted apart.
 */
public final class CanaryPermissions {
    private static final Logger LOGGER = Logger.getLogger(CanaryPermissions.class.getName());

    /** The rights of releases. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(CanaryPermissions.class, Messages._CanaryPermissions_group());

    /** To see the page <i>Canary</i> of a build and what it shows. Whoever may read a job may. */
    public static final Permission VIEW =
            new Permission(GROUP, "View", Messages._CanaryPermissions_view(), Item.READ, PermissionScope.RUN);

    /** To take a release back by hand. Whoever may abort a build may: that takes its release back too. */
    public static final Permission ROLLBACK =
            new Permission(GROUP, "Rollback", Messages._CanaryPermissions_rollback(), Item.CANCEL, PermissionScope.RUN);

    /**
     * To have a canary promoted that was not found good. Whoever may configure a job may, as with the replay of a Pipeline: it is
     * more than to start what others wrote.
     */
    public static final Permission PROMOTE = new Permission(
            GROUP, "Promote", Messages._CanaryPermissions_promote(), Item.CONFIGURE, PermissionScope.RUN);

    private CanaryPermissions() {}

    /** Makes them known before anybody configures who has them. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        LOGGER.fine(() -> "Rights of releases: " + GROUP.getPermissions());
    }
}
