package io.jenkins.plugins.canary.simulation;

import java.time.Instant;

/** The controllers of Knative and of KServe, for a cluster that is not simulated. */
public final class Serverless {
    private Serverless() {}

    /** Lets each of them act once in a namespace; whoever wants more calls again. */
    public static void act(Store store, String namespace, Instant now) {
        KServeDouble.pass(new Room(store, namespace, now));
        KnativeDouble.pass(new Room(store, namespace, now));
        RevisionPods.pass(new Room(store, namespace, now));
    }
}
