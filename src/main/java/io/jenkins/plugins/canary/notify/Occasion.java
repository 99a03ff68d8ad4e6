package io.jenkins.plugins.canary.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What there is to tell of a release. */
public enum Occasion {
    /** It began. */
    OPENED("opened", "the release began", "info"),
    /** Another weight. */
    WEIGHT("serving", "the canary has another weight, read back from the route", "info"),
    /** A verdict. */
    VERDICT(
            "judged",
            "a verdict that people can do something with: PASS, MARGINAL, FAIL, and INCONCLUSIVE where the source is down, the"
                    + " split is wrong, the baseline is sick or stable was changed. Not enough data yet is no news",
            "info; INCONCLUSIVE is a warning; FAIL is critical where none of the canary's pods is ready or it is surely at least"
                    + " twice as bad as the baseline, else a warning"),
    /** A person is asked. */
    APPROVAL("waiting for approval", "a person is asked whether the canary may leave its weight", "warning"),
    /** A gate is shut, or could not be asked. */
    GATE("gate", "a gate holds the release, or has failed", "warning"),
    /** A person ordered something. */
    ORDER("ordered", "a person paused, resumed, extended, approved, or ordered a promotion or a rollback", "info"),
    /** Something is not as it should be. */
    TROUBLE("in trouble", "something is not as it should be, and the release goes on", "warning"),
    /** Left to people. */
    HELD("held", "the release is left to people: the canary keeps its weight", "warning"),
    /** Stable was changed; from the beginning. */
    RESTARTED("begun anew", "stable was changed, and the release began anew", "warning"),
    /** On the way to promotion. */
    PROMOTING("promoting", "the canary is becoming stable", "info"),
    /** On the way back. */
    ROLLBACK("rolling back", "the release is being taken back, and why", "warning"),
    /** Nothing drove it any more. */
    GUARD("taken back by the guard", "the guard takes back what nothing drives any more", "warning"),
    /** It is stable now. */
    PROMOTED("promoted", "the end: the canary is stable", "info"),
    /** It was taken back. */
    ROLLED_BACK("rolled back", "the end: everything is as it was before", "warning"),
    /** A person stopped it. */
    ABORTED("aborted", "the end: a person stopped it, and everything is as it was before", "info"),
    /** It could not be brought to a good end. */
    FAILED("failed", "the promotion failed, or the release could not be brought to its end", "critical"),
    /** An administrator tries a destination out. */
    TEST("test", "an administrator pressed the test button", "info");

    private final String title;
    private final String meaning;
    private final String severity;

    Occasion(String title, String meaning, String severity) {
        this.title = title;
        this.meaning = meaning;
        this.severity = severity;
    }

    /** As it is written in configuration and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A few words for the head of a message. */
    public String title() {
        return title;
    }

    /** What has happened then, for people. */
    public String meaning() {
        return meaning;
    }

    /** How grave it is, for people. */
    public String severity() {
        return severity;
    }

    /** Whether nothing comes after it. */
    public boolean isEnd() {
        return this == PROMOTED || this == ROLLED_BACK || this == ABORTED;
    }

    /** The one that is written so, if there is one. */
    public static Optional<Occasion> of(String word) {
        return Arrays.stream(values())
                .filter(occasion -> occasion.word().equals(word))
                .findFirst();
    }
}
