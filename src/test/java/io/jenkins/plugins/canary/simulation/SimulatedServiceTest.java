package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service on a cluster that is looked at from outside. */
class SimulatedServiceTest {
    private static final Instant BIRTH = Instant.parse("2026-01-05T09:00:00Z");
    private static final Scenario BUSY = Scenario.HEALTHY.withRps(1000);

    private final SimulatedClock clock = SimulatedClock.at(BIRTH);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);

    @BeforeEach
    void open() {
        Scenery.checkout("shop").build(cluster, BIRTH);
        clock.advanceTo(BIRTH.plus(Scenery.STARTUP));
        cluster.settle("shop", clock.instant());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void everyPodTellsWhatItCounted() {
        SimulatedService service = new SimulatedService(cluster, "shop", BUSY, 1);
        service.serve(Duration.ofSeconds(30), Duration.ZERO);

        assertThat(service.pages()).hasSize(3);
        assertThat(sum(service, "http_requests_total\\{code=\"\\d+\"\\}"))
                .isEqualTo(service.totals().stableRequests());
        assertThat(sum(service, "http_requests_total\\{code=\"500\"\\}"))
                .isEqualTo(service.totals().stableBad())
                .isPositive();
        assertThat(sum(service, "http_request_duration_seconds_bucket\\{le=\"\\+Inf\"\\}"))
                .isEqualTo(service.totals().stableRequests());
    }

    @Test
    void whatWasNeverCountedIsNotOnThePage() {
        SimulatedService service = new SimulatedService(cluster, "shop", BUSY, 1);

        assertThat(service.pages().values()).isNotEmpty().noneMatch(page -> page.contains("http_requests_total{"));
    }

    @Test
    void requestsToAPodThatIsGoneAreLost() {
        SimulatedService service = new SimulatedService(new WithoutPods(), "shop", BUSY, 1);
        service.serve(Duration.ofSeconds(30), Duration.ZERO);

        assertThat(service.totals().lost()).isPositive();
        assertThat(service.totals().stableRequests()).isZero();
    }

    private static long sum(SimulatedService service, String series) {
        return service.pages().values().stream()
                .flatMap(page -> Arrays.stream(page.split("\n")))
                .map(Pattern.compile(series + " (\\d+)")::matcher)
                .filter(line -> line.matches())
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    /** Endpoints that still name pods which are gone. */
    private final class WithoutPods implements ClusterView {
        @Override
        public <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
            return kind.equals(Kind.POD) ? List.of() : cluster.view(kind, namespace);
        }

        @Override
        public long version(String namespace) {
            return cluster.version(namespace);
        }
    }
}
