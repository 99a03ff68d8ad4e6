package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.cli.InProcess;
import io.jenkins.plugins.canary.metrics.Preset;
import io.jenkins.plugins.canary.metrics.Presets;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each preset finds a faulty version and lets a healthy one through: a genuine Prometheus scrapes what its exporters write, and nothing else
 * tells of the fault. Three presets belong to the usual tests, the others to the group {@code presets}.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class PresetReleasesTest {
    private static final Set<String> USUAL = Set.of("istio", "nginx", "kubernetes");

    /** Those that tell of pods which answer well. */
    private static final Set<String> OF_RESOURCES = Set.of("kubernetes", "jvm", "cost");

    static Stream<String> usual() {
        return words().stream().filter(USUAL::contains);
    }

    static Stream<String> others() {
        return words().stream().filter(word -> !USUAL.contains(word));
    }

    private static List<String> words() {
        return Presets.all().stream().map(Preset::word).toList();
    }

    /** Two cannot decide alone; beside them stands one that sees no fault. */
    private static String metrics(String preset) {
        return switch (preset) {
            case "jvm" -> "{preset: http}, {preset: jvm}";
            case "cost" -> "{preset: http}, {preset: {name: cost, max: 0.0005}}";
            default -> "{preset: " + preset + "}";
        };
    }

    /** What does not keep PASS waiting, and is looked at every 15 seconds, must be looked at a few times. */
    private static String minDuration(String preset) {
        return preset.equals("jvm") ? "75s" : "5s";
    }

    @Tag("e2e")
    @ParameterizedTest
    @MethodSource("usual")
    void aHealthyVersionIsPromoted(String preset, Lab lab) {
        healthy(preset, lab);
    }

    @Tag("e2e")
    @ParameterizedTest
    @MethodSource("usual")
    void aFaultyVersionIsTakenBack(String preset, Lab lab) {
        faulty(preset, lab);
    }

    @Tag("presets")
    @ParameterizedTest
    @MethodSource("others")
    void aHealthyVersionIsPromotedByTheOthers(String preset, Lab lab) {
        healthy(preset, lab);
    }

    @Tag("presets")
    @ParameterizedTest
    @MethodSource("others")
    void aFaultyVersionIsTakenBackByTheOthers(String preset, Lab lab) {
        faulty(preset, lab);
    }

    private static void healthy(String preset, Lab lab) {
        try (Shop shop = new Shop(lab, Routing.ISTIO_HOSTS, Scenario.HEALTHY)) {
            InProcess.Ended release = shop.judgedBy(metrics(preset), preset, minDuration(preset), false);

            assertThat(release.code()).as(release.said()).isZero();
            assertThat(shop.image()).isEqualTo(Scenery.CANARY_IMAGE);
        }
    }

    private static void faulty(String preset, Lab lab) {
        boolean wasteful = OF_RESOURCES.contains(preset);
        Scenario scenario = wasteful ? Scenario.HEALTHY : Scenario.HEALTHY.withErrors(0.5);
        try (Shop shop = new Shop(lab, Routing.ISTIO_HOSTS, scenario)) {
            InProcess.Ended release = shop.judgedBy(metrics(preset), preset, minDuration(preset), wasteful);

            assertThat(release.code()).as(release.said()).isEqualTo(1);
            assertThat(release.said()).contains("FAIL", preset + "-");
            shop.isAsItWas();
        }
    }
}
