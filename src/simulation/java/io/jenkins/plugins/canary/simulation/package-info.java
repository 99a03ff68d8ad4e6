/**
 * A cluster, a service, its traffic and its monitoring, simulated in virtual time: what a rehearsal runs against and what crash
 * safety is proven on. Imports the engine, never the reverse.
 */
package io.jenkins.plugins.canary.simulation;
