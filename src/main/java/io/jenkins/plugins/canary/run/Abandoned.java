package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Target;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A release that nothing here drives or watches, or that cannot be reached any more. */
@Restricted(NoExternalUse.class)
public final class Abandoned {
    private final String sentence;

    private Abandoned(String sentence) {
        this.sentence = sentence;
    }

    /** An open release of this controller that nothing here drives or watches. */
    static Abandoned of(Target target, ClaimState seen) {
        return new Abandoned(target + ": release " + seen.claim().release() + " of "
                + seen.claim().holder() + " is " + seen.claim().phase() + " at "
                + seen.claim().weight() + " %, and nobody has watched it since " + seen.renewed());
    }

    /** What was released through an entry of the configuration that does not lead there any more. */
    static Abandoned outOfReach(Target target, String why) {
        return new Abandoned(target + ": a release may be open there, and this Jenkins cannot look: " + why);
    }

    /** All of it in a sentence. */
    public String getSentence() {
        return sentence;
    }
}
