package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.canary.release.DurationText;

/** What a form can tell at once. The specification's reader checks everything again; these look at nothing but the text. */
final class Checks {
    private Checks() {}

    /** A duration, or nothing. */
    static FormValidation duration(String text) {
        return Util.fixEmptyAndTrim(text) == null
                        || DurationText.parse(text.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.Checks_duration());
    }

    /** A duration. */
    static FormValidation neededDuration(String text) {
        return Util.fixEmptyAndTrim(text) == null ? FormValidation.error(Messages.Checks_needed()) : duration(text);
    }
}
