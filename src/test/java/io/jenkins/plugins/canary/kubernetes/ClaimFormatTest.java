package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.FoundCanary;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RollbackTo;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimFormatTest {
    private static final WorkloadName CHECKOUT = WorkloadName.parse("checkout");

    @Test
    void everyFieldComesBack() {
        ClaimFormat.Written back = ClaimFormat.read("shop/lease", ClaimFormat.write(CHECKOUT, Records.full()));
        assertThat(back.workload()).isEqualTo(CHECKOUT);
        assertThat(back.claim()).isEqualTo(Records.full());
    }

    @Test
    void whatIsKnownOfACanaryThatSomethingElseMadeComesBack() {
        ClaimRecord full = Records.full();
        ClaimRecord claim = ClaimRecord.opening(
                        full.release(),
                        full.holder(),
                        full.opened(),
                        full.expires(),
                        new TrafficSpec(RouterKind.REPLICAS, Map.of()).beside(Optional.of("next")),
                        new RoutePlan(
                                Separation.SHARED_SERVICE,
                                List.of("checkout"),
                                Originals.NONE,
                                Optional.of(new FoundCanary("checkout", 20))),
                        full.workload(),
                        full.drain(),
                        full.forensics())
                .on(new Terms(Duration.ZERO, false, "", false, Optional.of(RollbackTo.STABLE)));
        assertThat(ClaimFormat.read("shop/lease", ClaimFormat.write(CHECKOUT, claim))
                        .claim())
                .isEqualTo(claim);
    }

    @Test
    void copiesOfRequestsComeBack() {
        ClaimRecord copies =
                Records.opening(Originals.NONE).serving(new Exposure(0, Optional.empty(), 30), Records.START);
        assertThat(ClaimFormat.read("shop/lease", ClaimFormat.write(CHECKOUT, copies))
                        .claim())
                .isEqualTo(copies);
    }

    @Test
    void aWeightKnowsTheOneBeforeHoweverOftenItIsWritten() {
        ClaimRecord raised = Records.opening(Originals.NONE)
                .serving(5, Records.START)
                .serving(25, Records.START)
                .weightStands(Records.START)
                .serving(25, Records.START);
        ClaimRecord back = ClaimFormat.read("shop/lease", ClaimFormat.write(CHECKOUT, raised))
                .claim();
        assertThat(back).isEqualTo(raised);
        assertThat(back.before()).isEqualTo(5);
    }

    @Test
    void whatIsNotThereYetStaysAway() {
        ClaimRecord first = Records.opening(Originals.NONE);
        assertThat(ClaimFormat.read("shop/lease", ClaimFormat.write(CHECKOUT, first))
                        .claim())
                .isEqualTo(first);
    }

    @Test
    void aClaimThatWasWrittenBeforeThereWereOrdersAndTermsIsRead() {
        ClaimRecord first = Records.opening(Originals.NONE);
        String now = ClaimFormat.write(CHECKOUT, first);
        String then = now.replaceFirst("\"terms\":\\{[^}]*},", "");
        assertThat(then).isNotEqualTo(now);
        assertThat(ClaimFormat.read("shop/lease", then).claim()).isEqualTo(first);
    }

    @Test
    void aPersonCanReadWhatAdaptersRecorded() {
        assertThat(ClaimFormat.write(CHECKOUT, Records.full()))
                .contains("\"workload\":{\"replicas\":3,\"floor\":null}")
                .contains("\"originals\":{\"routes\":[{\"weight\":100}]}")
                .contains("\"target\":{\"kind\":\"deployment\",\"name\":\"checkout\"}");
    }

    @Test
    void aClaimThatIsTooLargeIsRefusedBeforeItIsWritten() {
        ClaimRecord large = Records.opening(new Originals("{\"x\":\"" + "é".repeat(16_400) + "\"}"));
        assertThatThrownBy(() -> ClaimFormat.write(CHECKOUT, large))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("32768");
    }

    @Test
    void aNewerFormatIsRefusedByItsNumber() {
        assertThatThrownBy(() -> ClaimFormat.read("shop/lease", "{\"format\":2,\"all\":\"different\"}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("shop/lease was written by a newer version (format 2, this one knows 1)");
    }

    @Test
    void aMissingFieldIsNamed() {
        String json = ClaimFormat.write(CHECKOUT, Records.full()).replace("\"expires\"", "\"ends\"");
        assertThatThrownBy(() -> ClaimFormat.read("shop/lease", json))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("field 'expires' is missing");
    }

    @Test
    void brokenTextIsRefused() {
        assertThatThrownBy(() -> ClaimFormat.read("shop/lease", "{\"format\":"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Lease shop/lease cannot be read (not JSON)");
    }
}
