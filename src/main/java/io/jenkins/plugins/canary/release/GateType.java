package io.jenkins.plugins.canary.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a gate is asked. Names and meanings are those of Flagger's webhooks. */
public enum GateType {
    /** Before anything is made. */
    CONFIRM_ROLLOUT("before the canary is created", "go on", "wait", "Waiting"),
    /** Before the first request. */
    PRE_ROLLOUT(
            "when the canary is ready and before it gets its first request: smoke tests",
            "go on",
            "after threshold answers in a row: take back, whatever onFailure says",
            "Progressing"),
    /** Beside the numbers. */
    ROLLOUT(
            "at each look at the numbers: load tests, checks of one's own",
            "nothing",
            "keep the weight; after threshold answers in a row: onFailure",
            "Progressing"),
    /** Before each further weight. */
    CONFIRM_TRAFFIC_INCREASE("before each further weight", "raise the weight", "keep the weight and wait", "Waiting"),
    /** Before promotion. */
    CONFIRM_PROMOTION("before the promotion", "promote", "keep the weight and wait", "WaitingPromotion"),
    /** The only one whose yes stops a release. */
    ROLLBACK("at each look at the numbers", "**take the release back at once**", "nothing", "Progressing"),
    /** When all is over. */
    POST_ROLLOUT("after the end", "nothing", "said in the log and once in the journal", "Succeeded"),
    /** Always. */
    EVENT(
            "at everything that [notifications](notifications.md) tell",
            "nothing",
            "said in the log and once in the journal",
            "Progressing");

    private final String when;
    private final String yes;
    private final String no;
    private final String phase;

    GateType(String when, String yes, String no, String phase) {
        this.when = when;
        this.yes = yes;
        this.no = no;
        this.phase = phase;
    }

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** When it is asked, for people. */
    public String when() {
        return when;
    }

    /** What 2xx does, for people. */
    public String yes() {
        return yes;
    }

    /** What anything else does, for people. */
    public String no() {
        return no;
    }

    /** What Flagger calls the state of a release that is there. */
    String phase() {
        return phase;
    }

    /** Whether it is only told, and its answer counts for nothing. */
    public boolean isToldOnly() {
        return this == POST_ROLLOUT || this == EVENT;
    }

    /** The one that is written so, if there is one. */
    public static Optional<GateType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
