/**
 * The ports to what is released (workload, traffic router, claim) and their plain-data vocabulary.
 * Imports nothing but the JDK.
 */
package io.jenkins.plugins.canary.target;
