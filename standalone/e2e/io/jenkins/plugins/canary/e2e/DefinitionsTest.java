package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.simulation.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The definitions of routes are closed: what is not named in them does not come back, so that a misspelt field is seen. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class DefinitionsTest {
    @Test
    void aMisspeltFieldDoesNotComeBack(Lab lab) {
        try (Shop shop = new Shop(lab, Routing.REPLICAS, Scenario.HEALTHY)) {
            lab.create("""
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: misspelt, namespace: %s}
                    spec:
                      hosts: [other]
                      http: [{route: [{destination: {host: other}, wieght: 100}], timeout: 5s}]
                    """.formatted(shop.namespace()));
            JsonNode stands = lab.read(
                            "/apis/networking.istio.io/v1/namespaces/" + shop.namespace() + "/virtualservices/misspelt")
                    .orElseThrow();

            assertThat(stands.at("/spec/http/0/timeout").asText()).isEqualTo("5s");
            assertThat(stands.at("/spec/http/0/route/0").has("wieght")).isFalse();
        }
    }
}
