package io.jenkins.plugins.canary.release.internal;

import java.util.List;

/**
 * Where in the input one is, and where its mistakes are collected.
 *
 * @param path as messages begin with it ({@code steps[2].weight}); empty for the whole
 * @param problems all sentences so far; shared by all places of one input
 */
public record Place(String path, List<String> problems) {
    /** A field of the object here. */
    public Place field(String name) {
        return new Place(path.isEmpty() ? name : path + "." + name, problems);
    }

    /** An element of the list here; the first is 0. */
    public Place element(int index) {
        return new Place(path + "[" + index + "]", problems);
    }

    /** Notes what is wrong here. */
    public void wrong(String sentence) {
        problems.add(path.isEmpty() ? sentence : path + ": " + sentence);
    }
}
