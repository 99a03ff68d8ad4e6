/**
 * The release itself: its specification, plan, operations and policy.
 * Knows ports only; adapters are handed in.
 */
package io.jenkins.plugins.canary.release;
