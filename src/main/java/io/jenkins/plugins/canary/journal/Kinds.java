package io.jenkins.plugins.canary.journal;

/**
 * The kinds of {@link Entry.Event events} by which readers of a journal know where a release stands and what people ordered.
 * Journals on disk have these words: they never change.
 */
public final class Kinds {
    /** A person is asked whether the canary may leave its weight. */
    public static final String ASKED = "approval";

    /** A person approved that. */
    public static final String APPROVED = "approved";

    /** A person holds the release where it is. */
    public static final String PAUSED = "paused";

    /** A person lets it go on. */
    public static final String RESUMED = "resumed";

    /** A person gave it more time. */
    public static final String EXTENDED = "extended";

    /** A person ordered that it is promoted from the weight that it has. */
    public static final String PROMOTION_ORDERED = "promotion-ordered";

    /** All traffic is stable's. */
    public static final String HOME = "home";

    /** Stable becomes the new version. */
    public static final String PROMOTING = "promoting";

    /** The release is taken back, or a promotion is. */
    public static final String ROLLBACK = "rollback";

    /** The release is left to people. */
    public static final String HELD = "held";

    /** The release began anew against another stable. */
    public static final String RESTARTED = "restarted";

    /** Something is not as it should be. */
    public static final String TROUBLE = "trouble";

    /** A gate holds the release. */
    public static final String GATE_SHUT = "gate";

    /** A gate has opened. */
    public static final String GATE_OPEN = "gate-open";

    /** Somebody could not be told of it. */
    public static final String UNTOLD = "untold";

    private Kinds() {}
}
