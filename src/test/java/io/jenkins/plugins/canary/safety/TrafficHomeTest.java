package io.jenkins.plugins.canary.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.simulation.Routing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficHomeTest {
    @ParameterizedTest
    @CsvSource({
        "HOST, update VirtualService",
        "SUBSET, update VirtualService",
        "HTTPROUTE, update HTTPRoute",
        "NGINX, delete Ingress",
        "REPLICAS, update Deployment"
    })
    void fromTheVerdictToTrafficHomeIsOneReadAndOneWriteAfterTheRecordAndNothingIsWaitedFor(
            Routing routing, String write) {
        Lab.ofThisThread().tryIn(routing, world -> {
            Journal journal = new MemoryJournal();
            Act.REJECT.prepare(process(world, journal));
            Process process = process(world, journal);
            process.run(Act.REJECT::operation);

            List<Footprint> footprints = process.footprints();
            List<String> calls = footprints.stream().map(Footprint::call).toList();
            int home = calls.indexOf(write);
            assertThat(calls.subList(home - 2, home + 1))
                    .containsExactly("update Lease", "get " + write.split(" ")[1], write);
            assertThat(timeOf(footprints.get(home)))
                    .isEqualTo(timeOf(footprints.get(0)).plusSeconds(15));
        });
    }

    /** The analysis needs one interval of 15 s for its verdict. */
    private static Instant timeOf(Footprint footprint) {
        return (Instant) ((List<?>) footprint.state()).get(1);
    }

    private static Process process(World world, Journal journal) {
        return new Process(world, Lab.ofThisThread().client(), journal, Act.REJECT, Integer.MAX_VALUE);
    }
}
