package io.jenkins.plugins.canary.safety;

/**
 * What one call to the cluster left behind.
 *
 * @param call verb and kind
 * @param wrote whether the call was meant to change something
 * @param state how everything that outlives the process stood after it
 */
record Footprint(String call, boolean wrote, Object state) {}
