package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of a StatefulSet, of which those from the partition on get the new version. What the controller does not do is done
 * here: it never takes a pod below the partition back to the old version, and where pods follow one another it waits for ever
 * for one that does not become ready.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback">Kubernetes: forced
 *     rollback</a>
 */
final class StatefulSetPods extends OwnPods {
    StatefulSetPods(KubernetesApi api, String namespace, String name) {
        super(api, namespace, name);
    }

    @Override
    public String kind() {
        return Kind.STATEFUL_SET.kind();
    }

    private Optional<StatefulSet> find() {
        return api.get(Kind.STATEFUL_SET, namespace, name);
    }

    private StatefulSet set() {
        return find().orElseThrow(() ->
                new RefusedException("workload: there is no StatefulSet " + name + " in namespace " + namespace));
    }

    @Override
    public Optional<StatefulSetView> view(ClaimRecord claim) {
        return find().map(set ->
                new StatefulSetView(set, claim, pods(set, set.getSpec().getSelector())));
    }

    @Override
    public int replicas() {
        return Optional.ofNullable(set().getSpec().getReplicas()).orElse(1);
    }

    @Override
    public Map<String, String> podLabels() {
        return labels(set().getSpec().getTemplate());
    }

    @Override
    public boolean carries(ClaimRecord claim, int pods) {
        Optional<StatefulSetView> view = view(claim);
        if (pods > 0) {
            return view.filter(one -> one.mode() == InPlaceMode.CANARY)
                    .filter(one -> one.replicas() - one.partition() == pods)
                    .filter(one -> one.strays().isEmpty() && ready(claim, one.canaries()) == pods)
                    .isPresent();
        }
        return isHome(view, claim);
    }

    @Override
    public void give(ClaimRecord claim, int pods) {
        StatefulSetView view = view(claim)
                .filter(one -> one.mode() == InPlaceMode.CANARY)
                .orElseThrow(() -> new RefusedException("traffic: StatefulSet " + namespace + "/" + name
                        + " does not have the template of release " + claim.release()));
        int partition = view.replicas() - pods;
        if (view.partition() == partition) {
            recall(view);
        } else {
            api.update(Kind.STATEFUL_SET, partitioned(view.object(), partition));
        }
    }

    @Override
    public void takeHome(ClaimRecord claim) {
        Optional<StatefulSetView> view = view(claim);
        if (view.isEmpty() || view.get().mode() == InPlaceMode.OTHER) {
            return;
        }
        if (view.get().mode() == InPlaceMode.HOME) {
            recall(view.get());
        } else if (claim.phase() != Phase.PROMOTING) {
            restore(view.get());
        }
    }

    private void restore(StatefulSetView view) {
        api.update(Kind.STATEFUL_SET, original(view, revisions.recorded(view.originals())));
    }

    /** Takes one pod back that should not have the canary's version any more: first those that serve nobody. */
    private void recall(StatefulSetView view) {
        if (view.isSeen()) {
            view.strays().stream()
                    .findFirst()
                    .filter(stray ->
                            !InPlaceView.isReady(stray) || view.mode() != InPlaceMode.HOME && view.canSpare(stray))
                    .ifPresent(this::delete);
        }
    }

    @Override
    public Findings inspect(Changes changes) {
        StatefulSet set = set();
        InPlacePreflight preflight =
                new InPlacePreflight(api, namespace, set, set.getSpec().getTemplate(), changes);
        List<String> problems = new ArrayList<>(preflight.problems(set.getSpec().getSelector()));
        problems.addAll(strategy(set, preflight.who()));
        if (Integer.valueOf(0).equals(set.getSpec().getRevisionHistoryLimit())) {
            problems.add(preflight.who() + InPlacePreflight.NO_HISTORY);
        }
        int ready = Optional.ofNullable(set.getStatus())
                .map(status -> status.getReadyReplicas())
                .orElse(0);
        problems.addAll(preflight.pods(new StatefulSetView(set, null, List.of()).replicas(), ready));
        new Autoscaler(api, namespace)
                .find(kind(), name)
                .ifPresent(floor -> problems.add(preflight.who() + " is scaled by " + floor.kind() + " " + floor.name()
                        + ", and pods that it adds would all have the canary's version; take it away for the release"));
        return new Findings(problems, List.of(preflight.who() + InPlacePreflight.IN_PLACE));
    }

    private static List<String> strategy(StatefulSet set, String who) {
        List<String> problems = new ArrayList<>();
        String type = Optional.ofNullable(set.getSpec().getUpdateStrategy())
                .map(StatefulSetUpdateStrategy::getType)
                .orElse("RollingUpdate");
        if (!type.equals("RollingUpdate")) {
            problems.add(who + " has the update strategy " + type
                    + ", so its controller would not replace any pod; set updateStrategy.type: RollingUpdate");
        }
        int partition = StatefulSetView.partition(set);
        if (partition > 0) {
            problems.add(who + " has the partition " + partition
                    + " already, so somebody else is releasing it; finish that first, or set it to 0");
        }
        return problems;
    }

    @Override
    public InPlaceOriginals originals(Changes changes) {
        StatefulSet set = set();
        String hash = TemplateHash.of(set.getSpec().getTemplate());
        String revision = Optional.ofNullable(set.getStatus())
                .map(status -> status.getCurrentRevision())
                .filter(current -> template(current)
                        .filter(template -> TemplateHash.of(template).equals(hash))
                        .isPresent())
                .orElseThrow(() -> new RefusedException("workload: not all pods of StatefulSet " + name
                        + " have its present template; wait until its own rollout is over"));
        return new InPlaceOriginals(
                revision,
                hash,
                new StatefulSetView(set, null, List.of()).replicas(),
                Serialization.asJson(set.getSpec().getUpdateStrategy()),
                CopiedConfig.of(changes));
    }

    @Override
    public HasMetadata begin(InPlaceView view, PodTemplateSpec template, int pods) {
        StatefulSet held = partitioned((StatefulSet) view.object(), view.replicas() - pods);
        return api.update(
                Kind.STATEFUL_SET,
                new StatefulSetBuilder(held)
                        .editMetadata()
                        .addToLabels(CanaryNames.RELEASE, view.claim().release())
                        .removeFromAnnotations(InPlaceView.TEMPLATE)
                        .endMetadata()
                        .editSpec()
                        .withTemplate(template)
                        .endSpec()
                        .build());
    }

    @Override
    public void mark(HasMetadata object) {
        StatefulSet set = (StatefulSet) object;
        api.update(
                Kind.STATEFUL_SET,
                new StatefulSetBuilder(set)
                        .editMetadata()
                        .addToAnnotations(
                                InPlaceView.TEMPLATE,
                                TemplateHash.of(set.getSpec().getTemplate()))
                        .endMetadata()
                        .build());
    }

    @Override
    public void promote(InPlaceView view, PodTemplateSpec template) {
        api.update(Kind.STATEFUL_SET, original(view, template));
    }

    /**
     * {@inheritDoc} They go back one by one and the canary's stay; where the promotion has reached all of them, all go back.
     */
    @Override
    public void giveUp(InPlaceView found) {
        StatefulSetView view = (StatefulSetView) found;
        if (!view.canGoBackByPartition()) {
            restore(view);
        } else if (view.isHeld()) {
            recall(view);
        } else {
            int canaries =
                    new InPlaceShare(view.replicas()).canaries(view.claim().weight());
            api.update(Kind.STATEFUL_SET, partitioned(view.object(), view.replicas() - canaries));
        }
    }

    @Override
    public void clear(InPlaceView view) {
        api.update(
                Kind.STATEFUL_SET,
                new StatefulSetBuilder(original(view, view.template()))
                        .editMetadata()
                        .removeFromLabels(CanaryNames.RELEASE)
                        .removeFromAnnotations(InPlaceView.TEMPLATE)
                        .endMetadata()
                        .build());
    }

    static StatefulSet partitioned(StatefulSet set, int partition) {
        return new StatefulSetBuilder(set)
                .editSpec()
                .editOrNewUpdateStrategy()
                .editOrNewRollingUpdate()
                .withPartition(partition)
                .endRollingUpdate()
                .endUpdateStrategy()
                .endSpec()
                .build();
    }

    /** With the update strategy that was recorded, and that template. */
    private static StatefulSet original(InPlaceView view, PodTemplateSpec template) {
        return new StatefulSetBuilder((StatefulSet) view.object())
                .editSpec()
                .withUpdateStrategy(
                        Serialization.unmarshal(view.originals().strategy(), StatefulSetUpdateStrategy.class))
                .withTemplate(template)
                .endSpec()
                .build();
    }
}
