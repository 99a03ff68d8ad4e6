package io.jenkins.plugins.canary.view;

import hudson.Util;
import hudson.model.Failure;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.canary.release.DurationText;
import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Clockwork;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * Where a person confirms an order for a release of a build, says why, and gives it. It is recorded in the claim, as the command
 * line does, for whatever drives the release; nothing here drives it.
 */
@Restricted(NoExternalUse.class)
public final class OrderPage implements ModelObject, StaplerProxy {
    /** A claim has room for forty of them. */
    private static final int LONGEST = 300;

    private final Run<?, ?> build;
    private final CanaryRunAction kept;
    private final PageOrder order;

    OrderPage(Run<?, ?> build, CanaryRunAction kept, PageOrder order) {
        this.build = build;
        this.kept = kept;
        this.order = order;
    }

    /** Nothing of the page is there for those who may not give the order. */
    @Override
    public Object getTarget() {
        build.checkPermission(order.right());
        return this;
    }

    @Override
    public String getDisplayName() {
        return order.label();
    }

    /** What comes of it. */
    public String getMeaning() {
        return order.meaning();
    }

    /** The build whose release it is. */
    public Run<?, ?> getRun() {
        return build;
    }

    /** Whether a time must be said. */
    public boolean isTimed() {
        return order == PageOrder.EXTEND;
    }

    /** Whether it ends what users have of the new version. */
    public boolean isDestructive() {
        return order == PageOrder.ROLLBACK;
    }

    /** The release that the address names; null if there is none of which the order changes anything. */
    public ReleaseLine getRelease() {
        String id = Util.fixNull(Stapler.getCurrentRequest2().getParameter("release"));
        return find(id).filter(order::makesSense)
                .map(release -> new ReleaseLine(build, release))
                .orElse(null);
    }

    private Optional<KeptRelease> find(String id) {
        return kept.getReleases().stream()
                .filter(release -> release.getId().equals(id))
                .findFirst();
    }

    /**
     * Gives the order.
     *
     * @param release id of the release
     * @param weight percent that it was seen to have, for an order that speaks of one
     * @param reason why, in a sentence; may be empty
     * @param by how much longer, for an extension
     * @throws Failure with a sentence, if it cannot be given any more
     */
    @RequirePOST
    @WebMethod(name = "give")
    public HttpResponse doGive(
            @QueryParameter String release,
            @QueryParameter String weight,
            @QueryParameter String reason,
            @QueryParameter String by) {
        build.checkPermission(order.right());
        String who = Jenkins.getAuthentication2().getName();
        String why = line(reason);
        try {
            if (order == PageOrder.ROLLBACK) {
                kept.orders().rollBack(Util.fixNull(release), who, why);
            } else {
                Order given = given(who, why, by);
                OptionalInt seen = given.isOfWeight() ? OptionalInt.of(percent(weight)) : OptionalInt.empty();
                kept.orders().give(Util.fixNull(release), seen, given);
            }
        } catch (RefusedException e) {
            throw new Failure(order.label() + ": " + e.getMessage());
        }
        return HttpResponses.redirectTo("../..");
    }

    private Order given(String who, String why, String by) {
        Instant now = Clockwork.get().clock().instant();
        return switch (order) {
            case APPROVE -> GiveOrder.approve(now, who, why);
            case PROMOTE -> GiveOrder.promote(now, who, why);
            case PAUSE -> GiveOrder.pause(now, who, why);
            case RESUME -> GiveOrder.resume(now, who, why);
            case EXTEND -> GiveOrder.extend(now, who, why, time(by));
            case ROLLBACK -> throw new IllegalStateException("a rollback is begun here, not ordered of others");
        };
    }

    private static Duration time(String by) {
        return DurationText.parse(Util.fixNull(by).trim())
                .filter(time -> !time.isZero())
                .orElseThrow(() -> new RefusedException("'" + by + "' is not a time such as 30m or 2h"));
    }

    private static int percent(String weight) {
        try {
            return Integer.parseInt(Util.fixNull(weight));
        } catch (NumberFormatException e) {
            throw new RefusedException("weight: say which weight the canary has as you see it, such as 25");
        }
    }

    /** One line of at most so much as the claim has room for. */
    private static String line(String reason) {
        String line = Util.fixNull(reason).replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
