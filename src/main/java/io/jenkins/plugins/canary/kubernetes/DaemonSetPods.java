package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
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
 * The pods of a DaemonSet, of which those of chosen nodes get the new version: the update strategy {@code OnDelete} keeps its
 * controller from replacing any, and pods are deleted here, one at a time. Going home and being promoted are left to the
 * controller, within the DaemonSet's own {@code maxUnavailable}.
 */
final class DaemonSetPods extends OwnPods {
    DaemonSetPods(KubernetesApi api, String namespace, String name) {
        super(api, namespace, name);
    }

    @Override
    public String kind() {
        return Kind.DAEMON_SET.kind();
    }

    private DaemonSet set() {
        return api.get(Kind.DAEMON_SET, namespace, name)
                .orElseThrow(() ->
                        new RefusedException("workload: there is no DaemonSet " + name + " in namespace " + namespace));
    }

    @Override
    public Optional<DaemonSetView> view(ClaimRecord claim) {
        return api.get(Kind.DAEMON_SET, namespace, name)
                .map(set ->
                        new DaemonSetView(set, claim, pods(set, set.getSpec().getSelector())));
    }

    @Override
    public int replicas() {
        return DaemonSetView.nodes(set());
    }

    @Override
    public Map<String, String> podLabels() {
        return labels(set().getSpec().getTemplate());
    }

    @Override
    public boolean carries(ClaimRecord claim, int pods) {
        Optional<DaemonSetView> view = view(claim);
        if (pods > 0) {
            return view.filter(one -> one.mode() == InPlaceMode.CANARY)
                    .filter(one -> one.canaries().size() == pods && ready(claim, one.canaries()) == pods)
                    .isPresent();
        }
        return isHome(view, claim);
    }

    /** {@inheritDoc} There is no way to fewer but home: a pod that is deleted gets the new version again. */
    @Override
    public void give(ClaimRecord claim, int pods) {
        DaemonSetView view = view(claim)
                .filter(one -> one.mode() == InPlaceMode.CANARY)
                .orElseThrow(() -> new RefusedException("traffic: DaemonSet " + namespace + "/" + name
                        + " does not have the template of release " + claim.release()));
        int canaries = view.canaries().size();
        if (canaries > pods) {
            throw new RefusedException("traffic: " + canaries + " pods of DaemonSet " + name
                    + " have the new version already, and none can get the old one back by itself; roll back instead");
        }
        if (canaries < pods) {
            view.next().ifPresent(this::delete);
        }
    }

    @Override
    public void takeHome(ClaimRecord claim) {
        view(claim)
                .filter(view -> view.mode() == InPlaceMode.CANARY || view.mode() == InPlaceMode.PROMOTED)
                .filter(view -> claim.phase() != Phase.PROMOTING)
                .ifPresent(this::giveUp);
    }

    @Override
    public Findings inspect(Changes changes) {
        DaemonSet set = set();
        InPlacePreflight preflight =
                new InPlacePreflight(api, namespace, set, set.getSpec().getTemplate(), changes);
        List<String> problems = new ArrayList<>(preflight.problems(set.getSpec().getSelector()));
        String who = preflight.who();
        String type = Optional.ofNullable(set.getSpec().getUpdateStrategy())
                .map(DaemonSetUpdateStrategy::getType)
                .orElse("RollingUpdate");
        if (!type.equals("RollingUpdate")) {
            problems.add(who + " has the update strategy " + type
                    + ", so its controller would never promote; set updateStrategy.type: RollingUpdate");
        }
        if (Integer.valueOf(0).equals(set.getSpec().getRevisionHistoryLimit())) {
            problems.add(who + InPlacePreflight.NO_HISTORY);
        }
        int nodes = DaemonSetView.nodes(set);
        int ready = Optional.ofNullable(set.getStatus())
                .map(status -> status.getNumberReady())
                .orElse(0);
        problems.addAll(preflight.pods(nodes, ready));
        return new Findings(
                problems,
                List.of(
                        who + InPlacePreflight.IN_PLACE,
                        who + ": a pod that starts on a new node while the release is open gets the new version"));
    }

    @Override
    public InPlaceOriginals originals(Changes changes) {
        DaemonSet set = set();
        String hash = TemplateHash.of(set.getSpec().getTemplate());
        String revision = revisions
                .named(set, hash)
                .orElseThrow(
                        () -> new RefusedException(
                                "workload: DaemonSet " + name
                                        + " has no ControllerRevision for its present template yet; wait until its own rollout has begun"));
        return new InPlaceOriginals(
                revision,
                hash,
                DaemonSetView.nodes(set),
                Serialization.asJson(set.getSpec().getUpdateStrategy()),
                CopiedConfig.of(changes));
    }

    @Override
    public HasMetadata begin(InPlaceView view, PodTemplateSpec template, int pods) {
        return api.update(
                Kind.DAEMON_SET,
                new DaemonSetBuilder((DaemonSet) view.object())
                        .editMetadata()
                        .addToLabels(CanaryNames.RELEASE, view.claim().release())
                        .removeFromAnnotations(InPlaceView.TEMPLATE)
                        .endMetadata()
                        .editSpec()
                        .withTemplate(template)
                        .withNewUpdateStrategy()
                        .withType("OnDelete")
                        .endUpdateStrategy()
                        .endSpec()
                        .build());
    }

    @Override
    public void mark(HasMetadata object) {
        DaemonSet set = (DaemonSet) object;
        api.update(
                Kind.DAEMON_SET,
                new DaemonSetBuilder(set)
                        .editMetadata()
                        .addToAnnotations(
                                InPlaceView.TEMPLATE,
                                TemplateHash.of(set.getSpec().getTemplate()))
                        .endMetadata()
                        .build());
    }

    @Override
    public void promote(InPlaceView view, PodTemplateSpec template) {
        api.update(Kind.DAEMON_SET, original(view, template));
    }

    @Override
    public void giveUp(InPlaceView view) {
        api.update(Kind.DAEMON_SET, original(view, revisions.recorded(view.originals())));
    }

    @Override
    public void clear(InPlaceView view) {
        api.update(
                Kind.DAEMON_SET,
                new DaemonSetBuilder(original(view, view.template()))
                        .editMetadata()
                        .removeFromLabels(CanaryNames.RELEASE)
                        .removeFromAnnotations(InPlaceView.TEMPLATE)
                        .endMetadata()
                        .build());
    }

    private static DaemonSet original(InPlaceView view, PodTemplateSpec template) {
        return new DaemonSetBuilder((DaemonSet) view.object())
                .editSpec()
                .withUpdateStrategy(Serialization.unmarshal(view.originals().strategy(), DaemonSetUpdateStrategy.class))
                .withTemplate(template)
                .endSpec()
                .build();
    }
}
