package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Exposure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSplitTest {
    private static final Arms HOSTS =
            new HostArms(new ServiceHost("checkout", "shop"), new ServiceHost("checkout-canary", "shop"));
    private static final Arms SUBSETS =
            new SubsetArms(new ServiceHost("checkout", "shop"), Map.of("v1", "canary"), Optional.empty());
    private static final Arms GUARDED =
            new SubsetArms(new ServiceHost("checkout", "shop"), Map.of("stable", "canary"), Optional.of("stable"));

    static Stream<Arguments> splits() {
        return Stream.of(
                Arguments.of(
                        "one destination without a weight",
                        HOSTS,
                        "- route: [{destination: {host: checkout}}]",
                        "- route: [{destination: {host: checkout}, weight: 75}, {destination: {host: checkout-canary}, weight: 25}]"),
                Arguments.of(
                        "one destination with weight and port",
                        HOSTS,
                        "- route: [{destination: {host: checkout, port: {number: 80}}, weight: 100}]",
                        "- route: [{destination: {host: checkout, port: {number: 80}}, weight: 75},"
                                + " {destination: {host: checkout-canary, port: {number: 80}}, weight: 25}]"),
                Arguments.of(
                        "a destination alone gets all, whatever its weight says",
                        HOSTS,
                        "- route: [{destination: {host: checkout}, weight: 7}]",
                        "- route: [{destination: {host: checkout}, weight: 75}, {destination: {host: checkout-canary}, weight: 25}]"),
                Arguments.of(
                        "a split that is there: the canary takes of stable's share only",
                        HOSTS,
                        "- route: [{destination: {host: other}, weight: 20}, {weight: 80, destination: {host: checkout}}]",
                        "- route: [{destination: {host: other}, weight: 20}, {weight: 60, destination: {host: checkout}},"
                                + " {weight: 20, destination: {host: checkout-canary}}]"),
                Arguments.of(
                        "fully qualified host",
                        HOSTS,
                        "- route: [{destination: {host: checkout.shop.svc.cluster.local}}]",
                        "- route: [{destination: {host: checkout.shop.svc.cluster.local}, weight: 75},"
                                + " {destination: {host: checkout-canary.shop.svc.cluster.local}, weight: 25}]"),
                Arguments.of(
                        "headers of the destination count for the canary too",
                        HOSTS,
                        "- route: [{destination: {host: checkout}, headers: {request: {set: {x: y}}}}]",
                        "- route: [{destination: {host: checkout}, headers: {request: {set: {x: y}}}, weight: 75},"
                                + " {destination: {host: checkout-canary}, headers: {request: {set: {x: y}}}, weight: 25}]"),
                Arguments.of("several routes, some not to stable, each with all its other fields", HOSTS, """
                        - {name: old, redirect: {uri: /new}}
                        - {match: [{headers: {beta: {exact: "1"}}}], mirror: {host: shadow}, fault: {abort: {httpStatus: 500}},
                           route: [{destination: {host: checkout}}], timeout: 2s, unknown: [1, {a: null}]}
                        - route: [{destination: {host: checkout.other}}]
                        """, """
                        - {name: old, redirect: {uri: /new}}
                        - {match: [{headers: {beta: {exact: "1"}}}], mirror: {host: shadow}, fault: {abort: {httpStatus: 500}},
                           route: [{destination: {host: checkout}, weight: 75}, {destination: {host: checkout-canary}, weight: 25}],
                           timeout: 2s, unknown: [1, {a: null}]}
                        - route: [{destination: {host: checkout.other}}]
                        """),
                Arguments.of(
                        "a destination that gets nothing gives nothing",
                        HOSTS,
                        "- route: [{destination: {host: checkout}, weight: 0}, {destination: {host: other}, weight: 100}]",
                        "- route: [{destination: {host: checkout}, weight: 0}, {destination: {host: other}, weight: 100}]"),
                Arguments.of(
                        "the same Service twice, by port",
                        HOSTS,
                        "- route: [{destination: {host: checkout, port: {number: 80}}, weight: 60},"
                                + " {destination: {host: checkout, port: {number: 81}}, weight: 40}]",
                        "- route: [{destination: {host: checkout, port: {number: 80}}, weight: 45},"
                                + " {destination: {host: checkout-canary, port: {number: 80}}, weight: 15},"
                                + " {destination: {host: checkout, port: {number: 81}}, weight: 30},"
                                + " {destination: {host: checkout-canary, port: {number: 81}}, weight: 10}]"),
                Arguments.of(
                        "the same destination twice, by headers",
                        HOSTS,
                        "- route: [{destination: {host: checkout}, weight: 60, headers: {request: {set: {a: b}}}},"
                                + " {destination: {host: checkout}, weight: 40}]",
                        "- route: [{destination: {host: checkout}, weight: 45, headers: {request: {set: {a: b}}}},"
                                + " {destination: {host: checkout-canary}, weight: 15, headers: {request: {set: {a: b}}}},"
                                + " {destination: {host: checkout}, weight: 30},"
                                + " {destination: {host: checkout-canary}, weight: 10}]"),
                Arguments.of(
                        "subsets",
                        SUBSETS,
                        "- route: [{destination: {host: checkout, subset: v1}}]",
                        "- route: [{destination: {host: checkout, subset: v1}, weight: 75},"
                                + " {destination: {host: checkout, subset: canary}, weight: 25}]"),
                Arguments.of(
                        "another workload's subset of the same Service",
                        SUBSETS,
                        "- route: [{destination: {host: checkout, subset: v1}, weight: 40},"
                                + " {destination: {host: checkout, subset: v2}, weight: 60}]",
                        "- route: [{destination: {host: checkout, subset: v1}, weight: 30},"
                                + " {destination: {host: checkout, subset: canary}, weight: 10},"
                                + " {destination: {host: checkout, subset: v2}, weight: 60}]"),
                Arguments.of(
                        "a route without a subset gets one that holds stable only",
                        GUARDED,
                        "- route: [{destination: {host: checkout, port: {number: 80}}}]",
                        "- route: [{destination: {host: checkout, port: {number: 80}, subset: stable}, weight: 75},"
                                + " {destination: {host: checkout, port: {number: 80}, subset: canary}, weight: 25}]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("splits")
    void givesTheCanaryItsPartOfStablesShare(String what, Arms arms, String before, String after) {
        RouteSplit split = recorded(arms, before);

        assertThat(Yaml.json(split.give(Yaml.list(before), Exposure.of(25)))).isEqualTo(Yaml.json(Yaml.list(after)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("splits")
    void putsEveryFieldBackInItsPlace(String what, Arms arms, String before, String after) {
        RouteSplit split = recorded(arms, before);

        assertThat(Yaml.json(split.asFound(Yaml.list(after)))).isEqualTo(Yaml.json(Yaml.list(before)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("splits")
    void doesNotDependOnTheWeightsBefore(String what, Arms arms, String before, String after) {
        RouteSplit split = recorded(arms, before);
        List<Map<String, Object>> http = Yaml.list(before);
        for (int weight : new int[] {5, 100, 0, 50, 1, 25, 25}) {
            http = split.give(http, Exposure.of(weight));
        }

        assertThat(Yaml.json(http)).isEqualTo(Yaml.json(Yaml.list(after)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("splits")
    void keepsTheSumOfTheWeights(String what, Arms arms, String before, String after) {
        RouteSplit split = recorded(arms, before);

        for (int weight = 1; weight <= 100; weight++) {
            assertThat(split.give(Yaml.list(before), Exposure.of(weight)))
                    .filteredOn(route -> Fields.list(route, "route").size() > 1)
                    .allSatisfy(route -> assertThat(Fields.list(route, "route").stream()
                                    .mapToInt(one -> Fields.number(one, "weight"))
                                    .sum())
                            .isEqualTo(100));
        }
    }

    @Test
    void leavesWhatItWasGivenUnchanged() {
        String before = "- route: [{destination: {host: checkout}}]";
        List<Map<String, Object>> http = Yaml.list(before);

        recorded(HOSTS, before).give(http, Exposure.of(25));

        assertThat(http).isEqualTo(Yaml.list(before));
    }

    @Test
    void splitsOnlyTheRoutesThatAreNamed() {
        String before = """
                - {name: pay, route: [{destination: {host: checkout}}]}
                - {name: browse, route: [{destination: {host: checkout}}]}
                - {route: [{destination: {host: checkout}}]}
                """;
        RouteSplit split = new RouteSplit(
                IstioOriginals.DIALECT, HOSTS, new IstioSelection(), Keeping.NONE, Set.of("browse"), List.of());

        assertThat(split.give(Yaml.list(before), Exposure.of(10))).isEqualTo(Yaml.list("""
                - {name: pay, route: [{destination: {host: checkout}}]}
                - {name: browse, route: [{destination: {host: checkout}, weight: 90}, {destination: {host: checkout-canary}, weight: 10}]}
                - {route: [{destination: {host: checkout}}]}
                """));
    }

    @Test
    void guardsRoutesThatAreNotSplitAsWell() {
        RouteSplit split = new RouteSplit(
                IstioOriginals.DIALECT, GUARDED, new IstioSelection(), Keeping.NONE, Set.of("browse"), List.of());

        assertThat(split.give(Yaml.list("- {name: pay, route: [{destination: {host: checkout}}]}"), Exposure.of(0)))
                .isEqualTo(Yaml.list("- {name: pay, route: [{destination: {host: checkout, subset: stable}}]}"));
    }

    @Test
    void takesTheCanaryOutOfARouteThatSomebodyAddedMeanwhile() {
        RouteSplit split = new RouteSplit(
                IstioOriginals.DIALECT, HOSTS, new IstioSelection(), Keeping.NONE, Set.of("pay"), List.of());

        assertThat(split.give(
                        Yaml.list("- {name: copied, route: [{destination: {host: checkout}, weight: 75},"
                                + " {destination: {host: checkout-canary}, weight: 25}]}"),
                        Exposure.NONE))
                .isEqualTo(Yaml.list("- {name: copied, route: [{destination: {host: checkout}, weight: 100}]}"));
    }

    @Test
    void findsANamedRouteAgainThatMoved() {
        RouteSplit split = recorded(
                HOSTS,
                "[{name: a, route: [{destination: {host: checkout}}]}, {name: b, route: [{destination: {host: checkout}, weight: 100}]}]");

        assertThat(split.asFound(Yaml.list("""
                        - {name: new, redirect: {uri: /}}
                        - {name: b, route: [{destination: {host: checkout}, weight: 95}, {destination: {host: checkout-canary}, weight: 5}]}
                        - {name: a, route: [{destination: {host: checkout}, weight: 95}, {destination: {host: checkout-canary}, weight: 5}]}
                        """))).isEqualTo(Yaml.list("""
                        - {name: new, redirect: {uri: /}}
                        - {name: b, route: [{destination: {host: checkout}, weight: 100}]}
                        - {name: a, route: [{destination: {host: checkout}}]}
                        """));
    }

    @Test
    void givesStableBackWhatTheCanaryHasWhereSomebodyElseChangedTheSplit() {
        RouteSplit split = recorded(
                HOSTS,
                "- route: [{destination: {host: checkout}, weight: 90}, {destination: {host: other}, weight: 10}]");

        assertThat(
                        split.asFound(
                                Yaml.list(
                                        "- route: [{destination: {host: checkout}, weight: 60},"
                                                + " {destination: {host: checkout-canary}, weight: 10}, {destination: {host: other}, weight: 30}]")))
                .isEqualTo(
                        Yaml.list(
                                "- route: [{destination: {host: checkout}, weight: 70}, {destination: {host: other}, weight: 30}]"));
    }

    @Test
    void seesWhetherTheCanaryIsNamed() {
        RouteSplit split =
                new RouteSplit(IstioOriginals.DIALECT, HOSTS, new IstioSelection(), Keeping.NONE, Set.of(), List.of());

        assertThat(split.namesCanary(Yaml.list("- route: [{destination: {host: checkout-canary.shop.svc}}]")))
                .isTrue();
        assertThat(split.namesCanary(Yaml.list("- route: [{destination: {host: checkout-canary.elsewhere}}]")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "100, 5, 5",
        "90, 5, 4",
        "90, 6, 5",
        "10, 5, 1",
        "10, 99, 9",
        "3, 50, 1",
        "1, 50, 0",
        "1, 100, 1",
        "80, 0, 0"
    })
    void roundsToTheNearestWholePartAndHalvesDown(int share, int weight, int portion) {
        assertThat(RouteSplit.portion(share, weight)).isEqualTo(portion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- {}", "- route: []", "- route: null", "- route: nonsense", "- route: [{}]"})
    void leavesRoutesAloneThatSayNothing(String http) {
        RouteSplit split =
                new RouteSplit(IstioOriginals.DIALECT, HOSTS, new IstioSelection(), Keeping.NONE, Set.of(), List.of());

        assertThat(Yaml.json(split.give(Yaml.list(http), Exposure.of(50)))).isEqualTo(Yaml.json(Yaml.list(http)));
    }

    private static RouteSplit recorded(Arms arms, String http) {
        RouteSplit fresh =
                new RouteSplit(IstioOriginals.DIALECT, arms, new IstioSelection(), Keeping.NONE, Set.of(), List.of());
        return new RouteSplit(
                IstioOriginals.DIALECT,
                arms,
                new IstioSelection(),
                Keeping.NONE,
                Set.of(),
                fresh.weights("http", Yaml.list(http)));
    }
}
