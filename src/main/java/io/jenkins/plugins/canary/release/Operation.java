package io.jenkins.plugins.canary.release;

import java.time.Instant;

/**
 * One thing that is done to a release, as ticks that may be repeated: each looks at the cluster first and does what is missing
 * there, so that an operation which died anywhere is taken up by a new one of its kind. Not thread-safe; one at a time.
 */
public interface Operation {
    /**
     * Goes on as far as it can without waiting.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if a person must mend something first; nothing was changed
     * @throws io.jenkins.plugins.canary.target.ConflictException if somebody else wrote the same object; tick again
     * @throws io.jenkins.plugins.canary.target.UnavailableException if the cluster does not answer; tick again later
     */
    Progress tick(Instant now);
}
