package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a build remembers of one of its releases, in words and numbers alone: fields are the format of {@code build.xml}.
 * The numbers behind it are in the journal file. Safe for use by several threads.
 */
public final class KeptRelease {
    private final String id;
    private final String cluster;
    private final String namespace;
    private final String workload;
    private String specification;
    private String phase;
    private int weight;
    private String besides;
    private String verdict = "";
    private String outcome = "";
    private String reason = "";
    private String continuedBy = "";
    private boolean attached;
    private boolean lookedAt;
    private boolean paused;
    private boolean promotionOrdered;
    private String asked = "";
    private List<Deed> deeds = new ArrayList<>();
    private Course course = new Course();

    private transient LiveRelease live;

    KeptRelease(String id, Target target, String specification) {
        this.id = id;
        this.cluster = target.cluster();
        this.namespace = target.namespace();
        this.workload = target.workload().toString();
        this.specification = Packed.pack(specification);
        this.phase = Phase.PREPARING.name();
    }

    /** Unique per target and attempt; the same in the cluster. */
    public String getId() {
        return id;
    }

    /** What is released. */
    public Target target() {
        return new Target(cluster, namespace, WorkloadName.parse(workload));
    }

    /** What is released, for people. */
    public String getTarget() {
        return target().toString();
    }

    /** Name of the phase it was last seen in. */
    public synchronized String getPhase() {
        return phase;
    }

    /** Percent of traffic that the canary was last seen to have. */
    public synchronized int getWeight() {
        return weight;
    }

    /** What the canary was last seen to have beside the weight, for people; empty if nothing. */
    public synchronized String getBesides() {
        return besides == null ? "" : besides; // a build of an earlier version has none
    }

    /** Name of the latest verdict; empty before the first. */
    public synchronized String getVerdict() {
        return verdict;
    }

    /** Name of the outcome; empty while the release goes on. */
    public synchronized String getOutcome() {
        return outcome;
    }

    /** One sentence about where it stands. */
    public synchronized String getReason() {
        return reason;
    }

    /** Whether a person holds it where it is. */
    public synchronized boolean isPaused() {
        return paused;
    }

    /** Whether a person ordered that it is promoted from the weight that it has. */
    public synchronized boolean isPromotionOrdered() {
        return promotionOrdered;
    }

    /** The sentence by which a person was asked whether the canary may leave its weight; empty if nobody is. */
    public synchronized String getAsked() {
        return Objects.requireNonNullElse(asked, ""); // a build of an earlier version has none
    }

    /** What people ordered, oldest first. */
    public synchronized List<Deed> getDeeds() {
        return deeds == null ? List.of() : List.copyOf(deeds); // a build of an earlier version has none
    }

    /** When what became of it. */
    public synchronized Course getCourse() {
        return course == null ? new Course() : course.copy(); // a build of an earlier version has none
    }

    /** When it is rolled back if nobody ends it; empty if it is over, or nobody knows when it was opened. */
    public Optional<Instant> getExpiry() {
        Course known = getCourse();
        return known.opened()
                .filter(opened -> !isOver())
                .map(opened -> opened.plus(readSpecification().times().expiry()).plus(known.extended()));
    }

    /** Whether nothing more will happen to it in this build. An outcome alone is no end: a canary that is held still serves. */
    public synchronized boolean isOver() {
        return isContinued() || phase.equals(Phase.DONE.name());
    }

    /** It was driven elsewhere, and is only shown here. */
    synchronized void attach() {
        attached = true;
    }

    /** It is somebody's release, or nobody's, that this build may look at and no more. */
    synchronized void lookAt() {
        lookedAt = true;
    }

    /** Whether this build may look at it and no more. */
    public synchronized boolean isLookedAt() {
        return lookedAt;
    }

    /** Whether this build drives it, or did; otherwise it is only shown here. */
    synchronized boolean isDriven() {
        return !attached && !lookedAt;
    }

    /** Whether people can order something of it here. */
    public synchronized boolean takesOrders() {
        return isDriven() && !isOver();
    }

    /** Whether another build has it now. */
    synchronized boolean isContinued() {
        return !continuedBy.isEmpty();
    }

    /** Name of the build that has it now; empty if that is this build. */
    public synchronized String getContinuedBy() {
        return continuedBy;
    }

    /** From now on that build has it. */
    synchronized void handOver(String build) {
        continuedBy = build;
        live = null;
    }

    /** What was asked for: variables of the environment have no values. */
    public ReleaseSpec readSpecification() {
        return Specifications.read(specification(), Map.of());
    }

    /** Which threads it is driven on. */
    Lane lane() {
        return Lane.of(cluster, Specifications.map(specification()));
    }

    /** The specification as JSON, without secrets. */
    synchronized String specification() {
        return Packed.unpack(specification);
    }

    synchronized void specification(String next) {
        specification = Packed.pack(next);
    }

    /** Takes over what an operation has come to. */
    synchronized void note(ReleaseResult result) {
        phase = result.phase().name();
        weight = result.weight();
        outcome = result.outcome().map(Outcome::name).orElse("");
        verdict = result.verdict().map(latest -> latest.kind().name()).orElse(verdict);
        reason = result.reason();
    }

    /** It never began: nothing was changed in the cluster. */
    synchronized void noteRefusal(String why) {
        phase = Phase.DONE.name();
        outcome = Outcome.FAILED.name();
        reason = why;
    }

    /** Nothing more will happen to it here. */
    synchronized void noteEnd() {
        phase = Phase.DONE.name();
    }

    /** What the journal says of it; tells whether that is news. */
    synchronized boolean noteProgress(Headline headline) {
        String present = headline.phase().name();
        boolean news = weight != headline.weight()
                || !getBesides().equals(headline.besides())
                || !verdict.equals(headline.verdict())
                || !phase.equals(present);
        boolean ordered = paused != headline.isPaused()
                || promotionOrdered != headline.isPromotionOrdered()
                || !getAsked().equals(headline.asked())
                || getDeeds().size() != headline.deeds().size();
        weight = headline.weight();
        besides = headline.besides();
        phase = present;
        noteOrders(headline);
        if (news) {
            verdict = headline.verdict();
            reason = headline.sentence();
        }
        return news || ordered;
    }

    /** Takes over what people ordered, and when what happened. */
    synchronized void noteOrders(Headline headline) {
        paused = headline.isPaused();
        promotionOrdered = headline.isPromotionOrdered();
        asked = headline.asked();
        deeds = new ArrayList<>(headline.deeds());
        course = headline.course();
    }

    synchronized LiveRelease live(Supplier<LiveRelease> opened) {
        if (live == null) {
            live = opened.get();
        }
        return live;
    }
}
