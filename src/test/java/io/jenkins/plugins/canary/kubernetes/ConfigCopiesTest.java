package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConfigChanges;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigCopiesTest {
    private static final String SECRET_TEXT = "Z2VoZWlt";
    private static final ConfigChanges BOTH =
            new ConfigChanges(Map.of("settings", "settings-next"), Map.of("keys", "keys-next"));
    private static final Changes CHANGES = Changes.NONE.withConfig(BOTH);

    private final Shop shop = Shop.open();
    private final DeploymentWorkload workload = shop.workload();

    @BeforeEach
    void configure() {
        shop.put(Kind.CONFIG_MAP, "{kind: ConfigMap, metadata: {name: settings}, data: {timeout: 1s}}");
        shop.put(Kind.CONFIG_MAP, "{kind: ConfigMap, metadata: {name: settings-next}, data: {timeout: 5s}}");
        shop.put(Kind.SECRET, "{kind: Secret, metadata: {name: keys}, type: Opaque, data: {key: YWx0}}");
        shop.put(
                Kind.SECRET,
                "{kind: Secret, metadata: {name: keys-next}, type: Opaque, data: {key: " + SECRET_TEXT + "}}");
        shop.change(stable -> new DeploymentBuilder(stable)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addNewEnvFrom()
                .withNewConfigMapRef("settings", false)
                .endEnvFrom()
                .endContainer()
                .addNewVolume()
                .withName("keys")
                .withNewSecret()
                .withSecretName("keys")
                .endSecret()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        shop.pass(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theCanaryRefersToCopiesAndStablesOwnStayAsTheyAre() {
        released(CHANGES);
        PodTemplateSpec canary = shop.deployment("checkout-canary").getSpec().getTemplate();
        String map = only(ConfigReferences.configMaps(canary));
        String secret = only(ConfigReferences.secrets(canary));
        assertThat(map).startsWith("settings-").isNotEqualTo("settings-next");
        assertThat(object(Kind.CONFIG_MAP, map).<Object>get("data")).isEqualTo(Map.of("timeout", "5s"));
        assertThat(object(Kind.CONFIG_MAP, map).<Object>get("immutable")).isEqualTo(true);
        assertThat(object(Kind.SECRET, secret).<Object>get("data", "key")).isEqualTo(SECRET_TEXT);
        assertThat(object(Kind.SECRET, secret).<Object>get("type")).isEqualTo("Opaque");
        assertThat(object(Kind.CONFIG_MAP, "settings").<Object>get("data")).isEqualTo(Map.of("timeout", "1s"));
        assertThat(template(shop)).satisfies(stable -> assertThat(ConfigReferences.configMaps(stable))
                .containsExactly("settings"));
    }

    @Test
    void aRollbackDeletesTheCopies() {
        ClaimRecord claim = released(CHANGES);
        workload.deleteCanary(claim);
        assertThat(names(Kind.CONFIG_MAP)).containsExactlyInAnyOrder("settings", "settings-next");
        assertThat(names(Kind.SECRET)).containsExactlyInAnyOrder("keys", "keys-next");
        shop.api().calls();
        workload.deleteCanary(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void copiesThatWereMadeWhenTheProcessDiedAreDeletedFromTheClaimAlone() {
        ClaimRecord claim = Records.opening(workload.originals(CHANGES), Separation.OWN_SERVICE, "checkout");
        new ConfigCopies(shop.api(), Shop.NAMESPACE, "checkout")
                .made(CHANGES, claim.release(), shop.deployment("checkout"), template(shop));
        assertThat(names(Kind.SECRET)).hasSize(3);
        workload.deleteCanary(claim);
        assertThat(names(Kind.SECRET)).hasSize(2);
        assertThat(names(Kind.CONFIG_MAP)).hasSize(2);
    }

    @Test
    void aPromotionTakesTheCopiesOver() {
        promoted(released(CHANGES));
        String map = only(ConfigReferences.configMaps(template(shop)));
        assertThat(names(Kind.CONFIG_MAP)).contains("settings", map);
        assertThat(object(Kind.CONFIG_MAP, map).getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid())
                        .isEqualTo(shop.deployment("checkout").getMetadata().getUid()));
    }

    @Test
    void aRollbackInThePromotionDeletesThemWhenStableHasItsTemplateBack() {
        ClaimRecord claim = released(CHANGES);
        claim = claim.promoting(workload.promotion(claim), Records.START);
        workload.promote(claim);
        workload.restoreStable(claim);
        workload.deleteCanary(claim);
        assertThat(only(ConfigReferences.configMaps(template(shop)))).isEqualTo("settings");
        assertThat(names(Kind.CONFIG_MAP)).containsExactlyInAnyOrder("settings", "settings-next");
    }

    @Test
    void theNextReleaseKnowsAnEarlierCopyByItsOldName() {
        promoted(released(CHANGES));
        String first = only(ConfigReferences.configMaps(template(shop)));
        promoted(released("release-2", CHANGES));
        String second = only(ConfigReferences.configMaps(template(shop)));
        assertThat(second).startsWith("settings-").isNotEqualTo(first);
        assertThat(names(Kind.CONFIG_MAP)).as("a way back leads there").contains(first);
    }

    @Test
    void aCopyThatNoWayBackLeadsToIsDeletedWithALaterPromotion() {
        shop.change(stable -> new DeploymentBuilder(stable)
                .editSpec()
                .withRevisionHistoryLimit(1)
                .endSpec()
                .build());
        promoted(released(CHANGES));
        String first = only(ConfigReferences.configMaps(template(shop)));
        promoted(released("release-2", CHANGES));
        promoted(released("release-3", CHANGES));
        assertThat(names(Kind.CONFIG_MAP)).doesNotContain(first);
    }

    @Test
    void whatIsNotThereIsToldBeforeAnythingChanges() {
        ConfigChanges wrong = new ConfigChanges(Map.of("setings", "settings-next"), Map.of("keys", "keys-2"));
        assertThat(workload.inspect(Changes.NONE.withConfig(wrong), route(), 1).problems())
                .containsExactlyInAnyOrder(
                        "config.configMaps.setings: checkout refers to no ConfigMap setings; it refers to settings",
                        "config.secrets.keys: there is no Secret keys-2 in namespace shop; create it with the new contents");
    }

    @Test
    void aNameThatSomebodyElseHasIsRefused() {
        ClaimRecord claim = Records.opening(workload.originals(CHANGES), Separation.OWN_SERVICE, "checkout");
        String name = CanaryNames.copy("keys", "checkout", claim.release());
        shop.put(Kind.SECRET, "{kind: Secret, metadata: {name: " + name + "}}");
        assertThatThrownBy(() -> workload.createCanary(claim, CHANGES, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining(SECRET_TEXT);
    }

    @Test
    void theClaimHoldsNamesAndNoContents() {
        assertThat(workload.originals(CHANGES).json())
                .contains("settings", "keys")
                .doesNotContain(SECRET_TEXT)
                .doesNotContain("5s");
    }

    @Test
    void theRightsAreAskedForOnlyWhereTheyAreNeeded() {
        assertThat(rights(BOTH)).contains("create secrets", "delete configmaps");
        assertThat(rights(new ConfigChanges(Map.of("settings", "settings-next"), Map.of())))
                .contains("create configmaps")
                .noneMatch(right -> right.contains("secrets"));
    }

    private static List<String> rights(ConfigChanges config) {
        return new DeploymentRights(
                        WorkloadName.parse("checkout"),
                        Optional.empty(),
                        Optional.empty(),
                        Terms.NONE,
                        Duration.ZERO,
                        Changes.NONE.withConfig(config))
                .needed().stream().map(Right::toString).toList();
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

    private static RoutePlan route() {
        return new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE);
    }

    private static PodTemplateSpec template(Shop shop) {
        return shop.deployment("checkout").getSpec().getTemplate();
    }

    private GenericKubernetesResource object(Kind<GenericKubernetesResource> kind, String name) {
        return shop.cluster().find(kind, Shop.NAMESPACE, name).orElseThrow();
    }

    private List<String> names(Kind<GenericKubernetesResource> kind) {
        return shop.cluster().list(kind, Shop.NAMESPACE).stream()
                .map(one -> one.getMetadata().getName())
                .toList();
    }

    private static String only(Set<String> names) {
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }
}
