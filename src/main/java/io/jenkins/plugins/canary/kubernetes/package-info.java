/**
 * The cluster: one narrow way to its API, workload adapters, readiness by EndpointSlice, and the claim as a Lease.
 * Knows ports, never the release engine.
 */
package io.jenkins.plugins.canary.kubernetes;
