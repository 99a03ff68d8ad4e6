/**
 * One class per traffic router.
 * A router changes weights in objects that users own, field by field, and puts back what it changed.
 */
package io.jenkins.plugins.canary.traffic;
