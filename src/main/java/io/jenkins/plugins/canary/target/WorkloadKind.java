package io.jenkins.plugins.canary.target;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of workloads that can be released, by the name users write before the slash, and how the canary comes to be. */
public enum WorkloadKind {
    /** A second Deployment stands beside the first. */
    DEPLOYMENT("deployment", "Deployment", Manner.CLONE),
    /** The pods with the highest ordinals get the new version. */
    STATEFUL_SET("statefulset", "StatefulSet", Manner.IN_PLACE),
    /** The pods of some nodes get the new version. */
    DAEMON_SET("daemonset", "DaemonSet", Manner.IN_PLACE),
    /** A revision of the Service gets the new version, and some of the traffic. */
    KNATIVE_SERVICE("ksvc", "Service", Manner.IN_PLACE),
    /** A revision of the predictor gets the new model, and some of the traffic. */
    INFERENCE_SERVICE("inferenceservice", "InferenceService", Manner.IN_PLACE);

    private static final Map<String, String> REFUSED = Map.of(
            "rollout",
            "an Argo Rollout is released by its own controller; change its image and follow it with 'kubectl argo rollouts',"
                    + " or release a Deployment that no Rollout refers to",
            "canary",
            "a Flagger Canary is released by its own controller; change the workload's image and follow the Canary's status,"
                    + " or delete the Canary and release the workload",
            "inferencegraph",
            "a KServe InferenceGraph leads to InferenceServices and has no model of its own; release one of these, as"
                    + " inferenceservice/name",
            "llminferenceservice",
            "a KServe LLMInferenceService has one version each and a weight in its own router; release its Deployment, or an"
                    + " InferenceService");

    private final String word;
    private final String kind;
    private final Manner manner;

    WorkloadKind(String word, String kind, Manner manner) {
        this.word = word;
        this.kind = kind;
        this.manner = manner;
    }

    /** How there come to be two versions. */
    public enum Manner {
        /** The canary is a second workload beside stable, made of it. */
        CLONE,
        /** The canary is some of the workload's own pods, or a revision of its own; there is no second workload. */
        IN_PLACE
    }

    /** The name users write. */
    public String word() {
        return word;
    }

    /** The kind as the cluster writes it. */
    public String kind() {
        return kind;
    }

    /** How there come to be two versions. */
    public Manner manner() {
        return manner;
    }

    /** Finds a kind by the name users write. */
    public static Optional<WorkloadKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** The kind of a workload; throws {@link RefusedException} with what would be right if it cannot be released. */
    public static WorkloadKind of(WorkloadName workload) {
        return of(workload.kind())
                .orElseThrow(() -> new RefusedException(
                        "workload: " + problem(workload.kind()).orElseThrow()));
    }

    /** Why workloads of that kind cannot be released, and what would be right; empty if they can. */
    public static Optional<String> problem(String word) {
        if (of(word).isPresent()) {
            return Optional.empty();
        }
        return Optional.ofNullable(REFUSED.get(word))
                .or(() -> Optional.of("a " + word + " cannot be released; "
                        + Arrays.stream(values()).map(WorkloadKind::word).collect(Collectors.joining(", "))
                        + " can"));
    }
}
