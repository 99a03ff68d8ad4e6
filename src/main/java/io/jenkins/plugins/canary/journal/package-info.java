/**
 * The append-only memory of a release: events, intervals and verdicts, each once.
 * Reading it back gives all that is shown, judged again or resumed.
 */
package io.jenkins.plugins.canary.journal;
