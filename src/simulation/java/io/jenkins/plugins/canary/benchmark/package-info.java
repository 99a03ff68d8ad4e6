/**
 * The race: workloads of which the truth is known, what peers would have done with them, and what we do. Knows the engine; the
 * engine does not know it.
 */
package io.jenkins.plugins.canary.benchmark;
