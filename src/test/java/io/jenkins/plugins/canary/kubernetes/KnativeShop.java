package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.ImageBehaviour.Fate;
import io.jenkins.plugins.canary.target.Changes;
import java.util.Map;

/** A simulated cluster in which checkout is a Knative Service. */
final class KnativeShop extends RevisedShop {
    static final String OLD = "registry.example/checkout:1";
    static final Changes NEW_IMAGE = Changes.image("registry.example/checkout:2");
    private static final String SERVICE = """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: checkout, annotations: {team: carts}}
            spec:
              template:
                metadata: {annotations: {autoscaling.knative.dev/target: '50'}%s}
                spec:
                  containerConcurrency: 10
                  containers: [{name: user-container, image: 'registry.example/checkout:1', resources: {}}]
              traffic: %s
            """;

    KnativeShop(String name, String traffic) {
        super("ksvc", KnativeService.SERVICE, SERVICE.formatted(name, traffic), NEW_IMAGE);
    }

    /** One whose traffic follows the latest revision, with a tag for previews. */
    static KnativeShop open() {
        return new KnativeShop("", "[{latestRevision: true, percent: 100}, {latestRevision: true, tag: preview}]");
    }

    String image() {
        return KnativeTemplate.of(service()).getSpec().getContainers().get(0).getImage();
    }

    @Override
    Map<String, Integer> served() {
        return KnativeTraffic.of(service().get("status", "traffic")).shares();
    }

    /** No new pod of that image becomes ready from now on. */
    void holdBack(String image) {
        cluster().behave(image, ImageBehaviour.SOUND.fated(Fate.CANNOT_BE_PULLED));
    }

    void letGo(String image) {
        cluster().behave(image, ImageBehaviour.SOUND);
        settle();
    }

    /** Changes the image as another's hand would. */
    void changeImage(String image) {
        change(spec -> {
            PodTemplateSpec template = KnativeTemplate.of(service());
            template.getSpec().getContainers().get(0).setImage(image);
            spec.put("template", KnativeTemplate.written(template));
            return spec;
        });
    }
}
