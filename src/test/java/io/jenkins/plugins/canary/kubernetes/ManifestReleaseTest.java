package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Manifests;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The new version is what its users' own manifests say. */
class ManifestReleaseTest {
    private static final String NEXT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout, labels: {ignored: 'yes'}}
            spec:
              replicas: 99
              template:
                metadata:
                  labels: {app: checkout, version: v1, team: carts}
                  annotations: {scraped: 'true'}
                spec:
                  serviceAccountName: robot
                  containers:
                  - name: checkout
                    image: registry.example/checkout:2
                    envFrom: [{configMapRef: {name: settings}}]
                  - name: proxy
                    image: registry.example/proxy:7
            """;
    private static final Map<String, Object> SETTINGS =
            Map.of("kind", "ConfigMap", "metadata", Map.of("name", "settings"), "data", Map.of("timeout", "5s"));

    private final Shop shop = Shop.open();
    private final DeploymentWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theCanaryIsMadeOfTheTemplateUnderTheLabelsOfAClone() {
        released(changes(NEXT));
        PodTemplateSpec canary = shop.deployment("checkout-canary").getSpec().getTemplate();
        assertThat(canary.getSpec().getContainers())
                .extracting(Container::getName)
                .containsExactly("checkout", "proxy");
        assertThat(canary.getSpec().getServiceAccountName()).isEqualTo("robot");
        assertThat(canary.getMetadata().getLabels())
                .containsEntry("team", "carts")
                .containsEntry("app", "checkout-canary")
                .containsEntry(CanaryNames.TRACK, "canary");
        assertThat(canary.getMetadata().getAnnotations()).containsEntry("scraped", "true");
        assertThat(ConfigReferences.configMaps(canary))
                .singleElement()
                .asString()
                .startsWith("settings-");
        assertThat(shop.deployment("checkout-canary").getSpec().getReplicas()).isEqualTo(1);
    }

    @Test
    void aPromotionGivesStableTheSameTemplateUnderItsOwnLabels() {
        ClaimRecord claim = released(changes(NEXT));
        PodTemplateSpec canary = shop.deployment("checkout-canary").getSpec().getTemplate();
        promoted(claim);
        PodTemplateSpec stable = shop.deployment("checkout").getSpec().getTemplate();
        assertThat(stable.getMetadata().getLabels())
                .containsExactlyInAnyOrderEntriesOf(Map.of("app", "checkout", "version", "v1", "team", "carts"));
        assertThat(stable.getMetadata().getAnnotations()).containsEntry("scraped", "true");
        assertThat(stable.getSpec().getServiceAccountName()).isEqualTo("robot");
        assertThat(ConfigReferences.configMaps(stable)).isEqualTo(ConfigReferences.configMaps(canary));
        assertThat(shop.deployment("checkout").getSpec().getReplicas()).isEqualTo(3);
        assertThat(shop.deployment("checkout").getMetadata().getLabels()).doesNotContainKey("ignored");
    }

    @Test
    void theNextReleaseTakesTheNextContentsAndOldCopiesGo() {
        promoted(released(changes(NEXT)));
        String first = configMaps().get(0);
        promoted(released("release-2", changes(NEXT.replace("checkout:2", "checkout:3"))));
        assertThat(configMaps()).hasSize(2).contains(first);
        shop.change(stable ->
                stable.edit().editSpec().withRevisionHistoryLimit(1).endSpec().build());
        promoted(released("release-3", changes(NEXT.replace("checkout:2", "checkout:4"))));
        assertThat(configMaps()).doesNotContain(first);
    }

    @Test
    void aRollbackLeavesNothingOfThem() {
        ClaimRecord claim = released(changes(NEXT));
        assertThat(configMaps()).hasSize(1);
        workload.deleteCanary(claim);
        assertThat(configMaps()).isEmpty();
    }

    @Test
    void labelsThatTellStableFromOthersMustStay() {
        assertThat(problems(NEXT.replace("version: v1, ", "")))
                .containsExactly("labels.version: Deployment checkout selects on it, so it tells stable's pods from"
                        + " others; leave it as it is");
        assertThat(problems(NEXT.replace("team: carts", "canary.jenkins.io/track: x")))
                .containsExactly(
                        "labels.canary.jenkins.io/track: names under canary.jenkins.io/ are the release's own");
    }

    @Test
    void whatIsNoTemplateIsRefusedWithItsPlace() {
        assertThat(problems(NEXT.replace("image: registry.example/proxy:7", "ports: [{containerPort: eighty}]")))
                .containsExactly(
                        "manifests: Deployment checkout: spec.template.spec.containers[1].ports[0].containerPort"
                                + " is not what a pod template has there");
        assertThat(problems(NEXT.replace("apps/v1", "apps/v1beta2")).get(0))
                .contains("apiVersion is not one of apps/v1");
        assertThat(problems("kind: Deployment\nmetadata: {name: checkout}"))
                .containsExactly("manifests: Deployment checkout: it has no spec.template");
        assertThat(problems("kind: Deployment\nmetadata: {name: checkout}\nspec: {template: {spec: {}}}"))
                .containsExactly("manifests: Deployment checkout: spec.template has no containers");
    }

    @Test
    void aConfigMapThatNothingRefersToIsRefused() {
        assertThat(problems(NEXT.replace("{name: settings}", "{name: others}")))
                .containsExactly(
                        "manifests: nothing in the pod template refers to ConfigMap settings; apply it by itself"
                                + " and leave it out");
    }

    @Test
    void copiesNeedTheRightToMakeThem() {
        assertThat(Workloads.rights(WorkloadName.parse("checkout"), Terms.NONE, Duration.ZERO, changes(NEXT)).stream()
                        .map(Right::toString))
                .contains("create configmaps", "delete configmaps")
                .noneMatch(right -> right.contains("secrets"));
    }

    private List<String> problems(String yaml) {
        return workload.inspect(
                        changes(yaml), new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE), 1)
                .problems();
    }

    private static Changes changes(String yaml) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        Serialization.unmarshal(yaml, Map.class).forEach((key, value) -> manifest.put((String) key, value));
        return Changes.NONE.withManifests(new Manifests(manifest, Map.of("settings", SETTINGS)));
    }

    private List<String> configMaps() {
        return shop.cluster().list(Kind.CONFIG_MAP, Shop.NAMESPACE).stream()
                .map(one -> one.getMetadata().getName())
                .toList();
    }

    private ClaimRecord released(Changes changes) {
        return released("release-1", changes);
    }

    private ClaimRecord released(String release, Changes changes) {
        ClaimRecord claim = Records.opening(release, workload.originals(changes), Separation.OWN_SERVICE, "checkout");
        workload.createCanary(claim, changes, 1);
        shop.pass(Duration.ofMinutes(1));
        return claim;
    }

    private void promoted(ClaimRecord claim) {
        ClaimRecord promoting = claim.promoting(workload.promotion(claim), Records.START);
        workload.promote(promoting);
        shop.pass(Duration.ofMinutes(5));
        workload.deleteCanary(promoting);
        shop.pass(Duration.ofMinutes(1));
    }
}
