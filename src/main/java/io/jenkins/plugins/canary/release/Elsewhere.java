package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.StableState;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said where stable is changed by something else, such as a GitOps controller, and never by the release. */
final class Elsewhere {
    private Elsewhere() {}

    /** What is to be set where stable is managed. */
    static String toSet(Promotion promotion) {
        return "set " + images(promotion, " to ")
                + " where the workload is managed (its git repository, chart or the like)";
    }

    /** What stable holds after its release was taken back; empty if it is the version before. */
    static String stillHeld(ClaimRecord claim, StableState.Template template) {
        if (!claim.terms().external() || claim.promotion().isEmpty()) {
            return "";
        }
        return switch (template) {
            case RECORDED -> "";
            case PROMOTED ->
                "; stable still holds the new version, "
                        + images(claim.promotion().get(), " at ") + ", because what manages it does: set it back there";
            case OTHER -> "; stable holds what another hand has set, and keeps it";
        };
    }

    private static String images(Promotion promotion, String stands) {
        Map<String, String> sorted = new TreeMap<>(promotion.images());
        return sorted.entrySet().stream()
                .map(image -> "the image of container " + image.getKey() + stands + image.getValue())
                .collect(Collectors.joining(" and "));
    }
}
