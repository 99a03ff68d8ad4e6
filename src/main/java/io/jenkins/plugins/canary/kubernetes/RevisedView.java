package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Phase;
import java.util.Optional;

/** How a workload stands of which Knative makes revisions, compared with what the claim recorded. */
interface RevisedView {
    /** The template of its newest revision, as its users write it. */
    PodTemplateSpec template();

    /** Whether it bears the marks of the release. */
    boolean isOurs();

    /** The release, as its claim has it. */
    ClaimRecord claim();

    /** Fingerprint of the template that it had before the release. */
    String templateBefore();

    /** What the release noted of the canary's template; empty if it has not yet. */
    String mark();

    /** Whether it is written as before the release that the traffic follows the newest template. */
    boolean isAsFound();

    /** Whether nothing at all leads to the canary's revision, not even by its being the latest. */
    boolean isHome();

    /** Whose template it has; it is promoted once the traffic follows that template. */
    default InPlaceMode mode() {
        String hash = TemplateHash.of(template());
        if (hash.equals(templateBefore())) {
            return InPlaceMode.HOME;
        }
        boolean promoted = claim().promotion()
                .filter(next -> next.templateHash().equals(hash))
                .isPresent();
        if (promoted && isAsFound()) {
            return InPlaceMode.PROMOTED;
        }
        boolean known = promoted || mark().isEmpty() || mark().equals(hash);
        return isOurs() && known ? InPlaceMode.CANARY : InPlaceMode.OTHER;
    }

    /** Whether nothing goes to the canary's revision for being one: it is at home, or what was promoted has everything. */
    default boolean carriesNothing() {
        if (!isOurs()) {
            return true;
        }
        return mode() == InPlaceMode.PROMOTED && claim().phase() == Phase.PROMOTING ? isPromoted() : isHome();
    }

    /** Name of the canary's revision; empty if that is not known yet, or no more. */
    String canary();

    /** The latest revision that its controllers have made; empty if there is none. */
    String latestCreated();

    /** Whether the latest revision is of the present template, and ready. */
    boolean isSettled();

    /** Whether all traffic goes to the promoted template's revision. */
    boolean isPromoted();

    /** What its controllers say is wrong with the template, besides what they say of its revision; empty if nothing is. */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
