/**
 * The steps in the job configuration UI: a freestyle build gives a step what a Pipeline would give it, and waits, on its executor,
 * until the step has ended.
 */
package io.jenkins.plugins.canary.freestyle;
