package io.jenkins.plugins.canary.config;

/** The form of a metric source: what all kinds have. */
public abstract class SourceDescriptor extends OfferedDescriptor<Source> {
    /**
     * Describes a kind of source.
     *
     * @param lists the fields beside {@code folders} that are lists and stand in the form as one text
     */
    protected SourceDescriptor(String... lists) {
        super(lists);
    }
}
