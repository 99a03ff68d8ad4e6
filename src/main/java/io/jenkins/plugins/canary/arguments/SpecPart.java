package io.jenkins.plugins.canary.arguments;

/** A piece of a specification that has a form of its own. */
interface SpecPart {
    /** The piece as {@code SpecReader} reads it: strings, numbers, booleans, lists and maps. */
    Object toSpec();
}
