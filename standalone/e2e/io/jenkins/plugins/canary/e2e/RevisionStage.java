package io.jenkins.plugins.canary.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.RevisedWorkload;
import io.jenkins.plugins.canary.kubernetes.TappedApi;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A shop of revisions on a genuine API server, and its adapter, which a test may play. */
final class RevisionStage implements AutoCloseable {
    private static final Changes CHANGES = Changes.image(Scenery.CANARY_IMAGE);
    private static final String NOTE = "example.com/note";

    private final Lab lab;
    private final InPlaceShop shop;
    private final AtomicReference<Runnable> beforeUpdate = new AtomicReference<>(() -> {});
    private final RevisedWorkload adapter;
    private ClaimRecord claim;

    RevisionStage(Lab lab, InPlaceShop.Kind kind) {
        this.lab = lab;
        this.shop = new InPlaceShop(lab, kind);
        this.adapter = new RevisedWorkload(
                new Interrupted(new FabricKubernetesApi(lab.client())),
                shop.namespace(),
                WorkloadName.parse(kind.workload()));
    }

    /** A way to the server on which somebody else can be quicker. */
    private final class Interrupted extends TappedApi {
        Interrupted(KubernetesApi real) {
            super(real);
        }

        @Override
        protected <R> R tap(Call call, Supplier<R> real) {
            if (call.verb().equals("update")) {
                beforeUpdate.get().run();
            }
            return real.get();
        }
    }

    void plan() {
        adapter.plan();
    }

    /** Makes the revision of the new version. */
    void begin() {
        Instant now = Instant.now();
        claim = ClaimRecord.opening(
                "r-1",
                new Holder("test", "", "test"),
                now,
                now.plus(Duration.ofHours(1)),
                new TrafficSpec(RouterKind.KNATIVE, Map.of()),
                adapter.plan(),
                adapter.originals(CHANGES),
                Duration.ofSeconds(30),
                Duration.ZERO);
        Premises.await("there is a canary").until(() -> {
            adapter.createCanary(claim, CHANGES, 1);
            return adapter.observe(claim)
                    .canary()
                    .filter(canary -> canary.complete() && canary.ready() > 0)
                    .isPresent();
        });
    }

    /** Gives the canary that weight, and waits until it has it. */
    void give(int weight) {
        if (weight == 0) {
            adapter.home(claim);
        } else {
            adapter.shift(claim, weight);
        }
        Premises.await("weight " + weight).until(() -> adapter.carries(claim, weight));
        Premises.await("proxies know it").until(() -> percent() == weight);
    }

    /** The percent of requests that proxies send to the canary. */
    double percent() {
        return 100 * shop.toward(Scenery.CANARY_IMAGE);
    }

    /** Takes everything back, as a rollback does. */
    void takeBack() {
        ClaimRecord back = claim.rollingBack(
                new Ending(Outcome.ROLLED_BACK, Phase.SERVING, false, "it was a test"), Instant.now());
        Premises.await("all is as it was").until(() -> {
            adapter.home(back);
            if (!adapter.carries(back, 0)) {
                return false;
            }
            adapter.deleteCanary(back);
            return adapter.observe(back).canary().isEmpty();
        });
        shop.everyPodRuns(Scenery.STABLE_IMAGE);
    }

    String owned() {
        return shop.owned();
    }

    /** The object without what a release may have in it while it is open, but for its template. */
    String untouched() {
        ObjectNode object = shop.object();
        object.remove("status");
        ((ObjectNode) object.path("spec")).remove("traffic");
        if (object.at("/spec/predictor") instanceof ObjectNode predictor) {
            predictor.remove("canaryTrafficPercent");
        }
        ((ObjectNode) object.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
        return object.toString();
    }

    /** Does something between the adapter's next read and the write that follows it. */
    void beforeNextUpdate(Runnable something) {
        beforeUpdate.set(() -> {
            beforeUpdate.set(() -> {});
            something.run();
        });
    }

    /** Somebody else annotates the object. */
    void annotate() {
        write(Optional.of("mine"));
    }

    void removeAnnotation() {
        write(Optional.empty());
    }

    private void write(Optional<String> note) {
        Premises.await("a note").until(() -> {
            ObjectNode object = shop.object();
            ObjectNode annotations = (ObjectNode) object.at("/metadata/annotations");
            annotations.remove(NOTE);
            note.ifPresent(text -> annotations.put(NOTE, text));
            lab.client()
                    .resource(Serialization.unmarshal(object.toString(), GenericKubernetesResource.class))
                    .update();
            return true;
        });
    }

    /** Deletes the object. */
    void delete() {
        lab.client()
                .resource(Serialization.unmarshal(shop.object().toString(), GenericKubernetesResource.class))
                .delete();
        Premises.await("it is gone").until(shop::isGone);
    }

    @Override
    public void close() {
        shop.close();
    }
}
