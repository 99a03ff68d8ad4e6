/**
 * The command line: the same engine as in Jenkins, driven by a loop.
 * Also the rehearsal, which drives it against the simulation.
 */
package io.jenkins.plugins.canary.cli;
