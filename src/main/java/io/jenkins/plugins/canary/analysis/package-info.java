/**
 * Numbers to verdict: interval counts, e-processes, limits and the verdict table.
 * Pure arithmetic: no I/O, no clock, no threads.
 */
package io.jenkins.plugins.canary.analysis;
