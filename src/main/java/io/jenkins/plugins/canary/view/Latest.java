package io.jenkins.plugins.canary.view;

import hudson.model.Job;
import io.jenkins.plugins.canary.run.OpenRelease;
import io.jenkins.plugins.canary.run.PastRelease;
import io.jenkins.plugins.canary.run.PastReleases;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The latest release of a job, in a cell of a list. Known without reading builds.
 *
 * @param word what became of it: PROMOTED and so on, or the latest verdict while it goes on; empty if there is none yet
 * @param weight percent of traffic that the canary has; empty if it is over
 * @param target what is released
 * @param reason why, in a sentence
 * @param build number of the build
 */
@Restricted(NoExternalUse.class)
public record Latest(String word, String weight, String target, String reason, int build) {
    /** The one that goes on, or else the one that ended last. */
    public static Optional<Latest> of(Job<?, ?> job) {
        Optional<Latest> open = OpenRelease.all().stream()
                .filter(release -> release.build().getParent().equals(job))
                .map(Latest::of)
                .reduce((earlier, later) -> later);
        return open.or(() -> PastReleases.latest(job).map(Latest::of));
    }

    private static Latest of(OpenRelease open) {
        return new Latest(
                open.release().getVerdict(),
                open.release().getWeight() + " %",
                open.release().getTarget(),
                open.release().getReason(),
                open.build().getNumber());
    }

    private static Latest of(PastRelease past) {
        return new Latest(past.getOutcome(), "", past.getTarget(), past.getReason(), past.getBuild());
    }

    /** The same for views. */
    public String getWeight() {
        return weight;
    }

    /** The same for views. */
    public String getTarget() {
        return target;
    }

    /** The same for views. */
    public String getReason() {
        return reason;
    }

    /** The same for views. */
    public int getBuild() {
        return build;
    }

    /** What became of it, for people. */
    public String getText() {
        return word(word);
    }

    /** An outcome in the language of whoever looks; a verdict as it stands in the journal. */
    static String word(String word) {
        return switch (word) {
            case "PROMOTED" -> Messages.Latest_promoted();
            case "HELD" -> Messages.Latest_held();
            case "ROLLED_BACK" -> Messages.Latest_rolledBack();
            case "FAILED" -> Messages.Latest_failed();
            case "ABORTED" -> Messages.Latest_aborted();
            case "" -> Messages.Latest_noVerdict();
            default -> word;
        };
    }

    /** The symbol that goes with it. */
    public String getIcon() {
        String name =
                switch (word) {
                    case "PROMOTED", "PASS" -> "checkmark-circle-outline";
                    case "HELD", "MARGINAL" -> "pause-circle-outline";
                    case "ROLLED_BACK", "ABORTED" -> "arrow-undo-outline";
                    case "FAILED", "FAIL" -> "close-circle-outline";
                    default -> "pulse-outline";
                };
        return "symbol-" + name + " plugin-ionicons-api";
    }

    /** The colour that goes with it, as a class of core. */
    public String getColour() {
        return switch (word) {
            case "PROMOTED", "PASS" -> "jenkins-!-success-color";
            case "HELD", "MARGINAL" -> "jenkins-!-warning-color";
            case "ROLLED_BACK", "FAILED", "FAIL" -> "jenkins-!-error-color";
            default -> "jenkins-!-text-color-secondary";
        };
    }
}
