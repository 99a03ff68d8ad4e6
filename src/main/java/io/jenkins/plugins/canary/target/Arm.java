package io.jenkins.plugins.canary.target;

/** One of the two sides that analysis compares. */
public enum Arm {
    /** The new version's pods. */
    CANARY("canary"),
    /** What the canary is compared with; by default the stable version's pods. */
    BASELINE("baseline");

    private final String track;

    Arm(String track) {
        this.track = track;
    }

    /** The value that <code>{{track}}</code> expands to in queries. */
    public String track() {
        return track;
    }
}
