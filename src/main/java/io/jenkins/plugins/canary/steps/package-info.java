/** One file per Pipeline step, and the execution that they share: a loop of ticks that survives restarts and holds no executor. */
package io.jenkins.plugins.canary.steps;
