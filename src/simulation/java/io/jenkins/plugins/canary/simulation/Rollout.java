package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a Deployment's ReplicaSets may be scaled right now. Pure arithmetic.
 *
 * @param wanted replicas of the Deployment
 * @param surge pods that may be there beyond those
 * @param unavailable pods of those that may be missing
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment">Kubernetes:
 *     rolling update</a>
 */
record Rollout(int wanted, int surge, int unavailable) {
    /** One ReplicaSet: how many pods it is meant to have and how many of them are available. */
    record Part(int replicas, int available) {}

    /** What a Deployment's strategy says. */
    static Rollout of(DeploymentSpec spec) {
        int wanted = spec.getReplicas() == null ? 1 : spec.getReplicas();
        if (spec.getStrategy() != null && "Recreate".equals(spec.getStrategy().getType())) {
            return new Rollout(wanted, 0, wanted);
        }
        var rolling = spec.getStrategy() == null ? null : spec.getStrategy().getRollingUpdate();
        int surge = count(rolling == null ? null : rolling.getMaxSurge(), wanted, 0.999999);
        int unavailable = count(rolling == null ? null : rolling.getMaxUnavailable(), wanted, 0);
        return new Rollout(wanted, surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    private static int count(IntOrString value, int wanted, double roundUp) {
        if (value == null) {
            return (int) (wanted * 0.25 + roundUp);
        }
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        String percent = value.getStrVal().replace("%", "");
        return (int) (wanted * Integer.parseInt(percent) / 100.0 + roundUp);
    }

    /** Replicas that the newest ReplicaSet may have now. */
    int newest(Part newest, List<Part> older) {
        if (newest.replicas() >= wanted) {
            return wanted;
        }
        int room = wanted + surge - newest.replicas() - replicas(older);
        return Math.min(wanted, newest.replicas() + Math.max(0, room));
    }

    /** Replicas that the older ReplicaSets, oldest first, may be left with now: first those go that serve nobody. */
    List<Integer> older(Part newest, List<Part> older) {
        int missing = newest.replicas() - newest.available();
        int atMost = newest.replicas() + replicas(older) - (wanted - unavailable) - missing;
        int useless = Math.max(0, atMost);
        List<Part> healthy = new ArrayList<>();
        for (Part part : older) {
            int gone = Math.min(useless, part.replicas() - part.available());
            useless -= gone;
            healthy.add(new Part(part.replicas() - gone, part.available()));
        }
        int available =
                newest.available() + healthy.stream().mapToInt(Part::available).sum();
        int spare = atMost <= 0 ? 0 : Math.max(0, available - (wanted - unavailable));
        List<Integer> left = new ArrayList<>();
        for (Part part : healthy) {
            int gone = Math.min(spare, part.replicas());
            spare -= gone;
            left.add(part.replicas() - gone);
        }
        return left;
    }

    private static int replicas(List<Part> parts) {
        return parts.stream().mapToInt(Part::replicas).sum();
    }
}
