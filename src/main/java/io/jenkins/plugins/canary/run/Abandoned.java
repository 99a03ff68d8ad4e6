package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Target;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An open release of this controller that nothing here drives or watches. */
@Restricted(NoExternalUse.class)
public final class Abandoned {
    private final Target target;
    private final String release;
    private final String build;
    private final Phase phase;
    private final int weight;
    private final Instant watched;

    Abandoned(Target target, ClaimState seen) {
        this.target = target;
        this.release = seen.claim().release();
        this.build = seen.claim().holder().toString();
        this.phase = seen.claim().phase();
        this.weight = seen.claim().weight();
        this.watched = seen.renewed();
    }

    /** All of it in a sentence. */
    public String getSentence() {
        return target + ": release " + release + " of " + build + " is " + phase + " at " + weight
                + " %, and nobody has watched it since " + watched;
    }
}
