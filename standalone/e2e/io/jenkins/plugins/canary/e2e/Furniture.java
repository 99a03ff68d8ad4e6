package io.jenkins.plugins.canary.e2e;

import io.jenkins.plugins.canary.simulation.Scenery;

/** What stands in a shop, as YAML. */
final class Furniture {
    private static final String WORKLOAD = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
            spec:
              selector: {app: checkout}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: checkout
              namespace: %1$s
              labels: {app: checkout, app.kubernetes.io/managed-by: Helm}
              annotations: {meta.helm.sh/release-name: checkout}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: checkout, version: v1}}
              strategy: {rollingUpdate: {maxSurge: 50%%, maxUnavailable: 0}}
              template:
                metadata: {labels: {app: checkout, version: v1}}
                spec:
                  terminationGracePeriodSeconds: 30
                  containers:
                  - name: checkout
                    image: %3$s
                    env: [{name: CURRENCY, value: EUR}]
                    ports: [{name: http, containerPort: 8080}]
                    resources: {requests: {cpu: 100m, memory: 128Mi}}
            """;

    /** An autoscaler that has nothing to do, so that it shows what it does nevertheless. */
    private static final String BYSTANDERS = """
            apiVersion: autoscaling/v1
            kind: HorizontalPodAutoscaler
            metadata: {name: checkout, namespace: %1$s}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
              minReplicas: 2
              maxReplicas: 6
              targetCPUUtilizationPercentage: 80
            ---
            apiVersion: policy/%2$s
            kind: PodDisruptionBudget
            metadata: {name: checkout, namespace: %1$s}
            spec:
              minAvailable: 50%%
              selector: {matchLabels: {%3$s}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: checkout, namespace: %1$s}
            spec:
              podSelector: {matchLabels: {app: checkout}}
              policyTypes: [Ingress]
              ingress: [{ports: [{port: 8080}]}]
            """;

    private Furniture() {}

    /** The Deployment and its Service. */
    static String workload(String namespace, int replicas) {
        return WORKLOAD.formatted(namespace, replicas, Scenery.STABLE_IMAGE);
    }

    /** All of it. */
    static String yaml(String namespace, Routing routing, String budgetVersion, int replicas) {
        String routes = routing.routes(namespace);
        return workload(namespace, replicas)
                + "---\n"
                + BYSTANDERS.formatted(namespace, budgetVersion, routing.budget())
                + (routes.isEmpty() ? "" : "---\n" + routes);
    }
}
