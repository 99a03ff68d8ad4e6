package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DoctorVerbTest extends InShop {
    private static final String SPEC = """
            namespace: shop
            workload: checkout
            image: registry/checkout:2
            traffic: {istio: {virtualService: checkout}}
            weights: [10]
            source: prometheus
            metrics:
            """;

    private final StringWriter said = new StringWriter();
    private int code;

    private String doctor(String metrics) throws IOException {
        Path spec = Files.writeString(folder.resolve("canary.yaml"), SPEC + metrics);
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), simulation.cluster().kubeconfig());
        PrintWriter out = new PrintWriter(said, true);
        code = Canary.run(
                out,
                out,
                world,
                "doctor",
                spec.toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--source",
                "prometheus=" + simulation.prometheusUrl());
        return said.toString();
    }

    @Test
    void whatIsThereIsTold() throws IOException {
        String told = doctor("- preset: http\n");

        assertThat(code).as(told).isZero();
        assertThat(told)
                .contains("ok      http-errors: ", "series of the running version: http_requests_total{")
                .contains("note    http-errors: no series of the canary yet")
                .contains("Nothing is missing.");
    }

    @Test
    void aNameThatIsNotThereIsMissing() throws IOException {
        String told = doctor("- preset: istio\n");

        assertThat(code).isEqualTo(ExitCode.REFUSED.code());
        assertThat(told)
                .contains(
                        "missing istio-errors: no series of the running version",
                        "there is no series istio_requests_total");
    }

    @Test
    void aLabelThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        String told = doctor(
                "- errorRatio: {total: 'http_requests_total{version=\"{{track}}\"}', bad: 'http_requests_total{pod=~\"{{pods}}\",code=~\"5..\"}'}\n");

        assertThat(told).contains("its series have no label version; they have [code,", "relabeling");
    }

    @Test
    void aValueThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        String told = doctor("- preset: {name: http, codeLabel: code, matchers: 'code=\"900\"', without: [latency]}\n");

        assertThat(told).contains("the matcher code=\"900\" fits none; values of code are [200");
    }

    @Test
    void queriesThatAreTheSameForBothVersionsAreTold() throws IOException {
        String told = doctor(
                "- errorRatio: {total: 'http_requests_total{namespace=\"{{namespace}}\"}', bad: 'http_requests_total{code=\"500\"}'}\n");

        assertThat(told).contains("it is the same for both versions, so they cannot be told apart");
    }

    @Test
    void aHistogramWithoutBucketsIsTold() throws IOException {
        String told = doctor("- latency: {histogram: 'http_request_bucket{pod=~\"{{pods}}\"}', slo: 500ms}\n");

        assertThat(told)
                .contains(
                        "missing latency: no series of the running version", "there is no series http_request_bucket");
    }

    @Test
    void aKindOfDataThatTheSourceDoesNotServeIsTold() throws IOException {
        String told = doctor("- errorRatio: {total: a, bad: b, source: kubernetes}\n");

        assertThat(told)
                .contains(
                        "missing errorRatio: its source serves rare events, gauges, plain numbers, but no pairs of counters");
    }
}
