package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Manifests;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTextTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout, namespace: shop}
            spec:
              template: {spec: {containers: [{name: checkout, image: 'checkout:2', env: [{name: TOKEN, value: geheim}]}]}}
            """;
    private static final String SETTINGS = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {timeout: 5s}
            """;

    @Test
    void aWorkloadAndItsConfigMapsAreRead() {
        Manifests read = read("# rendered\n---\n" + DEPLOYMENT + SETTINGS + "---\n");
        assertThat(read.workload()).containsEntry("kind", "Deployment");
        assertThat(read.configMaps()).containsOnlyKeys("settings");
        assertThat(read.configMaps().get("settings")).containsEntry("data", Map.of("timeout", "5s"));
    }

    @Test
    void whatCannotStandTwiceIsRefusedAllAtOnce() {
        assertThatThrownBy(() -> read(DEPLOYMENT + """
                        ---
                        {kind: Service, metadata: {name: checkout}}
                        ---
                        {kind: Secret, metadata: {name: keys}, stringData: {key: geheim}}
                        ---
                        {kind: ServiceAccount, metadata: {name: robot}}
                        """))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "manifests: Service checkout cannot be made anew for one version alone; apply it by")
                .hasMessageContaining("manifests: Secret keys: a build would keep its contents;")
                .hasMessageContaining("manifests: ServiceAccount robot cannot be made anew")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void oneWorkloadIsNeededAndItMustBeTheOneThatIsReleased() {
        assertThatThrownBy(() -> read(DEPLOYMENT.replace("name: checkout, n", "name: other, n")))
                .hasMessageContaining("manifests: Deployment other cannot be made anew")
                .hasMessageContaining("manifests: one manifest of Deployment checkout is needed; there is none");
        assertThatThrownBy(() -> read(DEPLOYMENT + "---\n" + DEPLOYMENT)).hasMessageContaining("there are 2");
        assertThatThrownBy(() -> read(DEPLOYMENT.replace("namespace: shop", "namespace: prod")))
                .hasMessageContaining("manifests: Deployment checkout is of namespace prod, and the workload of shop");
        assertThatThrownBy(() -> read(DEPLOYMENT + SETTINGS + SETTINGS))
                .hasMessageContaining("manifests: ConfigMap settings is written twice");
    }

    @Test
    void hostileYamlIsRefusedWithItsLine() {
        StringBuilder laughs = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name < 'j'; name++) {
            String before = "*" + (char) (name - 1) + " ";
            laughs.append(name + ": &" + name + " [" + (before + ", ").repeat(9) + before + "]\n");
        }
        assertThatThrownBy(() -> read("kind: Deployment\n" + laughs))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("manifests: line ")
                .hasMessageContaining("more than 20000 values, aliases expanded");
        assertThatThrownBy(() -> read("kind: " + "[".repeat(40) + "]".repeat(40)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("manifests: ");
        assertThatThrownBy(() -> read("kind: {")).hasMessageContaining("manifests: not YAML: line 1");
        assertThatThrownBy(() -> read("- kind")).hasMessageContaining("a document is a list; each must be a map");
        assertThatThrownBy(() -> read("kind: 5")).hasMessageContaining("without kind or metadata.name");
    }

    @Test
    void onlyKindsAndNamesAreWrittenDown() {
        String written = SpecWriter.toJson(spec(DEPLOYMENT + SETTINGS)).toString();
        assertThat(written).doesNotContain("geheim").doesNotContain("5s");
        Manifests again = SpecReader.read(written).changes().manifests().orElseThrow();
        assertThat(again.workload()).containsOnlyKeys("kind", "metadata");
        assertThat(again.configMaps()).containsOnlyKeys("settings");
    }

    private static Manifests read(String manifests) {
        return spec(manifests).changes().manifests().orElseThrow();
    }

    private static ReleaseSpec spec(String manifests) {
        Map<String, Object> arguments = SpecReader.parse(Specs.without("image"));
        arguments.put("manifests", manifests);
        return SpecReader.read(arguments);
    }
}
