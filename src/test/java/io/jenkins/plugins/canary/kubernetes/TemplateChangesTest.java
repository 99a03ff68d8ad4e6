package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ConfigChanges;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateChangesTest {
    private static final String TWO = """
            metadata: {labels: {app: shop}, annotations: {%s}}
            spec:
              initContainers: [{name: migrate, image: 'migrate:1'}]
              containers: [{name: web, image: 'web:1'}, {name: proxy, image: 'proxy:1'}]
            """;

    @Test
    void theOnlyContainerIsTheOneThatIsMeant() {
        PodTemplateSpec changed = apply(Changes.image("a:2"), "spec: {containers: [{name: main, image: 'a:1'}]}");
        assertThat(container(changed, 0).getImage()).isEqualTo("a:2");
    }

    @Test
    void theContainerNamedLikeTheWorkloadIsTheOneThatIsMeant() {
        PodTemplateSpec changed =
                apply(Changes.image("web:2"), TWO.formatted("").replace("name: proxy", "name: shop"));
        assertThat(container(changed, 1).getImage()).isEqualTo("web:2");
        assertThat(container(changed, 0).getImage()).isEqualTo("web:1");
    }

    @Test
    void theMarkedContainerIsTheOneThatIsMeant() {
        PodTemplateSpec changed =
                apply(Changes.image("web:2"), TWO.formatted("kubectl.kubernetes.io/default-container: web"));
        assertThat(container(changed, 0).getImage()).isEqualTo("web:2");
    }

    @Test
    void severalContainersOfWhichNoneIsMarkedAreAskedAbout() {
        assertThat(problems(Changes.image("web:2"), TWO.formatted("")))
                .singleElement()
                .asString()
                .contains("shop has the containers migrate, web, proxy", "images:");
        assertThatThrownBy(() -> apply(Changes.image("web:2"), TWO.formatted("")))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void severalContainersAreChangedByName() {
        PodTemplateSpec changed = apply(images(Map.of("web", "web:2", "migrate", "migrate:2")), TWO.formatted(""));
        assertThat(container(changed, 0).getImage()).isEqualTo("web:2");
        assertThat(container(changed, 1).getImage()).isEqualTo("proxy:1");
        assertThat(changed.getSpec().getInitContainers().get(0).getImage()).isEqualTo("migrate:2");
    }

    @Test
    void aContainerThatIsNotThereIsNamed() {
        assertThat(problems(images(Map.of("wbe", "web:2")), TWO.formatted("")))
                .containsExactly("images.wbe: shop has no such container; it has migrate, web, proxy");
    }

    @Test
    void environmentVariablesAreReplacedOrAdded() {
        Changes changes = new Changes(
                Optional.empty(), Map.of(), Map.of("A", "new", "C", "3"), Map.of(), Map.of(), ConfigChanges.NONE);
        PodTemplateSpec changed = apply(
                changes,
                "spec: {containers: [{name: main, image: a, env: [{name: A, valueFrom: {fieldRef: {fieldPath: x}}}, {name: B, value: '2'}]}]}");
        assertThat(container(changed, 0).getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .containsExactly(tuple("A", "new"), tuple("B", "2"), tuple("C", "3"));
        assertThat(container(changed, 0).getEnv().get(0).getValueFrom()).isNull();
    }

    @Test
    void onlyTheNamedResourcesChange() {
        Changes changes = new Changes(
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of("requests", Map.of("cpu", "200m"), "limits", Map.of("memory", "1Gi")),
                Map.of(),
                ConfigChanges.NONE);
        Container changed = container(
                apply(
                        changes,
                        "spec: {containers: [{name: main, image: a, resources: {requests: {cpu: 100m, memory: 64Mi}}}]}"),
                0);
        assertThat(changed.getResources().getRequests()).hasToString("{cpu=200m, memory=64Mi}");
        assertThat(changed.getResources().getLimits()).hasToString("{memory=1Gi}");
    }

    @Test
    void anAmountThatIsNoQuantityIsNamed() {
        Changes changes = new Changes(
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of("limits", Map.of("memory", "lots")),
                Map.of(),
                ConfigChanges.NONE);
        assertThat(problems(changes, "spec: {containers: [{name: main, image: a}]}"))
                .containsExactly("resources.limits.memory: 'lots' is not a quantity such as 500m or 256Mi");
    }

    @Test
    void stablesOwnTemplateStaysAsItIs() {
        PodTemplateSpec stable =
                template("spec: {containers: [{name: main, image: 'a:1', env: [{name: A, value: x}]}]}");
        PodTemplateSpec before =
                template("spec: {containers: [{name: main, image: 'a:1', env: [{name: A, value: x}]}]}");
        new TemplateChanges(
                        new Changes(
                                Optional.of("a:2"), Map.of(), Map.of("A", "y"), Map.of(), Map.of(), ConfigChanges.NONE),
                        "shop")
                .applied(stable);
        assertThat(stable).isEqualTo(before);
    }

    private static Changes images(Map<String, String> images) {
        return new Changes(Optional.empty(), images, Map.of(), Map.of(), Map.of(), ConfigChanges.NONE);
    }

    private static List<String> problems(Changes changes, String yaml) {
        return new TemplateChanges(changes, "shop").problems(template(yaml));
    }

    private static PodTemplateSpec apply(Changes changes, String yaml) {
        return new TemplateChanges(changes, "shop").applied(template(yaml));
    }

    private static PodTemplateSpec template(String yaml) {
        return Yaml.read(yaml, PodTemplateSpec.class);
    }

    private static Container container(PodTemplateSpec template, int index) {
        return template.getSpec().getContainers().get(index);
    }
}
