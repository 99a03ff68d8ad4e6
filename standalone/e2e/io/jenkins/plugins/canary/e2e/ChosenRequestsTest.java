package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.simulation.Request;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RouterKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cohorts, copies and users who stay, by every router that offers them, in a genuine API server. Who is served by what is told by
 * those who follow the words of the routes.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class ChosenRequestsTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    /** A header with a value, one that fits an expression, and a cookie; each with the request that has it. */
    private static final Map<Cohort, Request> COHORTS = Map.of(
            new Cohort(Cohort.Carrier.HEADER, "x-canary-group", "beta", false, 100),
            Request.PLAIN.with("x-canary-group", "beta"),
            new Cohort(Cohort.Carrier.HEADER, "x-canary-group", "be[a-z]+", true, 100),
            Request.PLAIN.with("x-canary-group", "bernhard"),
            new Cohort(Cohort.Carrier.COOKIE, "canary", "always", false, 100),
            Request.PLAIN.with("cookie", "a=b; canary=always; c=d"));

    static Stream<Routing> choosing() {
        return offering(RouterKind.Abilities::cohort);
    }

    static Stream<Routing> copying() {
        return offering(RouterKind.Abilities::mirror);
    }

    static Stream<Routing> keeping() {
        return Arrays.stream(Routing.values())
                .filter(routing -> routing.kind().noAffinity().isEmpty());
    }

    /** All of them whose cookies a release names; those of AWS name a target group. */
    static Stream<Routing> naming() {
        return keeping().filter(routing -> routing.kind() != RouterKind.ALB);
    }

    private static Stream<Routing> offering(Function<RouterKind.Abilities, String> ability) {
        return Arrays.stream(Routing.values())
                .filter(routing -> ability.apply(routing.kind().abilities()) != null);
    }

    @ParameterizedTest
    @MethodSource("choosing")
    void aCohortGetsTheCanaryAndAllOthersTheWeight(Routing routing, Lab lab) {
        try (RouterStage stage = new RouterStage(lab, routing).furnished()) {
            Map<String, String> before = stage.routes();
            Map<String, JsonNode> untouched = stage.untouched();
            ClaimRecord claim = stage.claim();
            COHORTS.forEach((cohort, request) -> {
                for (int weight : List.of(0, 20)) {
                    give(stage, claim, new Exposure(weight, Optional.of(cohort), 0));

                    assertThat(stage.percent(request)).as("%s", cohort).isCloseTo(100, EXACTLY);
                    assertThat(stage.percent()).as("all but %s", cohort).isCloseTo(weight, EXACTLY);
                    assertThat(stage.untouched()).as("%s", cohort).isEqualTo(untouched);
                }
            });
            goHome(stage, claim);

            assertThat(stage.routes()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("copying")
    void copiesAreSentBesideWhatStableServes(Routing routing, Lab lab) {
        try (RouterStage stage = new RouterStage(lab, routing).furnished()) {
            Map<String, String> before = stage.routes();
            Map<String, JsonNode> untouched = stage.untouched();
            ClaimRecord claim = stage.claim();
            for (int percent : List.of(100, 30)) {
                give(stage, claim, new Exposure(0, Optional.empty(), percent));

                assertThat(stage.copied()).isCloseTo(percent, EXACTLY);
                assertThat(stage.percent()).isZero();
                assertThat(stage.untouched()).isEqualTo(untouched);
            }
            goHome(stage, claim);

            assertThat(stage.routes()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("keeping")
    void usersStayWithTheirVersionUntilTheWeightRisesAndAreAllAtHomeAtTheEnd(Routing routing, Lab lab) {
        String affine = routing.traffic().replace("}}", ", affinity: 1h}}");
        try (RouterStage stage = new RouterStage(lab, routing, affine).furnishedWithout(OWN_STICKINESS)) {
            Map<String, String> before = stage.routes();
            Map<String, JsonNode> untouched = stage.untouched();
            ClaimRecord claim = stage.claim();
            Population users = new Population(stage::follow);
            double canary = 0;
            for (int weight : List.of(5, 25, 50)) {
                claim = claim.serving(weight, Instant.now());
                give(stage, claim, Exposure.of(weight));

                double known = users.visits();
                assertThat(known).as("users who were there before").isGreaterThanOrEqualTo(canary);
                assertThat(known).as("at weight %d", weight).isCloseTo(drawnAgain(routing) ? weight : 5, within(0.5));
                assertThat(users.visits()).as("the same users again").isCloseTo(known, EXACTLY);
                assertThat(new Population(stage::follow).visits())
                        .as("new users")
                        .isCloseTo(weight, EXACTLY);
                assertThat(stage.untouched()).isEqualTo(untouched);
                canary = known;
            }
            goHome(stage, claim);

            assertThat(users.visits()).as("whatever cookie they carry").isZero();
            assertThat(stage.routes()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("naming")
    void cookiesOfOneReleaseSayNothingToTheNext(Routing routing, Lab lab) {
        String affine = routing.traffic().replace("}}", ", affinity: 1h}}");
        try (RouterStage stage = new RouterStage(lab, routing, affine).furnishedWithout(OWN_STICKINESS)) {
            ClaimRecord first = stage.claim().serving(50, Instant.now());
            give(stage, first, Exposure.of(50));
            Population users = new Population(stage::follow);
            assertThat(users.visits()).isCloseTo(50, EXACTLY);
            goHome(stage, first);
            users.visits();

            give(stage, stage.claim("r-2").serving(10, Instant.now()), Exposure.of(10));

            assertThat(users.visits()).isCloseTo(10, EXACTLY);
        }
    }

    /** Stickiness of the users' own is refused, so it is not there. */
    private static final String OWN_STICKINESS = " *sticky: .*\\n|,\\s*\"targetGroupStickinessConfig\": \\{[^}]*}";

    /** Whether users of stable are drawn again when the weight rises, and not only those who come after it. */
    private static boolean drawnAgain(Routing routing) {
        return routing.kind() != RouterKind.TRAEFIK && routing.kind() != RouterKind.ALB;
    }

    private static void give(RouterStage stage, ClaimRecord claim, Exposure exposure) {
        assertThat(stage.router.problems(claim.route(), List.of(exposure), 4)).isEmpty();
        stage.router.shift(claim, exposure);
        assertThat(stage.router.carries(claim, exposure))
                .as("%s is read back", exposure)
                .isTrue();
    }

    private static void goHome(RouterStage stage, ClaimRecord claim) {
        stage.router.home(claim);
        assertThat(stage.router.carries(claim, 0)).isTrue();
        stage.router.clear(claim);
    }
}
