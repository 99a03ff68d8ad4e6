package io.jenkins.plugins.canary.notify;

/** What has to be said of a destination, beside its name. */
public enum Option {
    /** Where it is. */
    URL("url", "its address"),
    /** What it believes us by. */
    SECRET("secret", "what it believes us by"),
    /** Whose deployments they are, on GitHub. */
    REPOSITORY("repository", "owner and name of the repository, `acme/checkout`"),
    /** Whose deployments they are, on GitLab. */
    PROJECT("project", "number or full path of the project, `acme/checkout`"),
    /** Where is deployed to. */
    ENVIRONMENT("environment", "name of the environment that is deployed to"),
    /** Where annotations are shown. */
    DASHBOARD("dashboard", "uid of the only dashboard that shows them; without, all of the organisation can");

    private final String word;
    private final String meaning;

    Option(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** As it is written. */
    public String word() {
        return word;
    }

    /** What it says, for people. */
    public String meaning() {
        return meaning;
    }
}
