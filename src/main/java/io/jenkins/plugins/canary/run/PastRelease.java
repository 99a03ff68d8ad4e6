package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A release that has come to an outcome, in a few words. Fields are the format of the file of {@link PastReleases}. */
@Restricted(NoExternalUse.class)
public final class PastRelease {
    private final String id;
    private final String job;
    private final int build;
    private final String target;
    private final String outcome;
    private final String verdict;
    private final String reason;
    private final Course course;

    PastRelease(Run<?, ?> build, KeptRelease release) {
        this.id = release.getId();
        this.job = build.getParent().getFullName();
        this.build = build.getNumber();
        this.target = release.getTarget();
        this.outcome = release.getOutcome();
        this.verdict = release.getVerdict();
        this.reason = release.getReason();
        this.course = release.getCourse();
    }

    /** The release's id. */
    public String getId() {
        return id;
    }

    /** Full name of the job whose build released it. */
    public String getJob() {
        return job;
    }

    /** Number of that build. */
    public int getBuild() {
        return build;
    }

    /** What was released. */
    public String getTarget() {
        return target;
    }

    /** Name of the outcome. */
    public String getOutcome() {
        return outcome;
    }

    /** Name of the last verdict; empty if there was none. */
    public String getVerdict() {
        return verdict;
    }

    /** Why, in a sentence. */
    public String getReason() {
        return reason;
    }

    /** When what became of it. */
    public Course getCourse() {
        return course;
    }

    /** When it ended. */
    public Optional<Instant> ended() {
        return course.ended();
    }

    /** How long it lasted. */
    public Optional<Duration> lasted() {
        return course.opened().flatMap(from -> course.ended().map(to -> Duration.between(from, to)));
    }
}
