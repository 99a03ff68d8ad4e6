package io.jenkins.plugins.canary.release;

/** Makes a {@link ReleaseSpec} of what a person wrote. */
final class SpecReader {
    private SpecReader() {}
}
