/**
 * What a specification may contain, as data: fields with types, each of which reads a value, and describes itself as JSON Schema.
 * Knows nothing of releases.
 */
package io.jenkins.plugins.canary.release.internal;
