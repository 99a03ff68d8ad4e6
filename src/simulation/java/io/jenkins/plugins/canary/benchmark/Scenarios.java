package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The named workloads: A where nothing is wrong with the canary, F where something is. Each judges only the metric that it is
 * about. Their other variants are made with {@link Parameter parameters}.
 */
public enum Scenarios {
    A1("nothing unusual", ""),
    A2("daily wave and a wobble of errors that both versions share", "diurnal=0.5 common-cv=1"),
    A3("errors in bursts", "burst=2"),
    A4("each pod's latency wobbles for itself", "metric=latency wobble=0.05"),
    A5("small traffic", "rps=10 weights=10"),
    A6("rising weights", "weights=5,10,20,30,40,50"),
    A7("much traffic and a canary that is harmlessly worse", "rps=10000 errors=0.00525"),
    A8(
            "faulty data: resets, missed scrapes, scattered scrapes, series that are born late, a replaced pod",
            "jitter=15s missing=0.05 resets=0.5 late-series=1 replaced=1"),
    A9("a cold start", "metric=latency ready=0s cold=3m"),
    A10("memory that is noisy", "metric=memory min-duration=60m"),
    A11("lasting differences between pods", "pod-spread=0.2"),
    A12("rare scrapes, seen late", "scrape=60s lag=90s"),
    A13("series of errors that go away and come back", "reviving=0.2"),
    F1("0.75 % errors instead of 0.5 %", "errors=0.0075"),
    F2("1 % errors instead of 0.5 %", "errors=0.01"),
    F3("2 % errors instead of 0.5 %", "errors=0.02"),
    F4("5 % errors instead of 0.5 %", "errors=0.05"),
    F5("0.3 % errors instead of 0.1 %", "base-errors=0.001 errors=0.003"),
    F6("2 % of requests take 800 ms longer", "metric=latency slow-share=0.02 slow-by=800ms"),
    F7("3 % of requests are 2.5 times slower", "metric=latency slow-share=0.03 slow-factor=2.5"),
    F8("10 % of requests take 300 ms", "metric=latency second-mode=0.1"),
    F9("all requests are 15 % slower", "metric=latency latency-factor=1.15"),
    F10("a leak of 12 % per hour", "metric=memory leak=0.12 min-duration=60m"),
    F11("a restart every 15 minutes", "metric=restarts restarts=4 min-duration=60m"),
    F12("2.4 % of visits convert instead of 3 %", "metric=conversion conversion=0.024 tolerate=1.05 harmful=1.2"),
    F13("twice the errors from minute 20 on", "errors=0.01 from=20m min-duration=60m"),
    F14("an outage of both versions", "both-errors=0.6 both-from=20m min-duration=60m"),
    F15("a canary that harms both versions", "both-errors=0.015"),
    F16("a fault that shows only above 20 %", "weights=5,10,20,30,40,50 errors=0.01 above-weight=20");

    private final String meaning;
    private final String differences;

    Scenarios(String meaning, String differences) {
        this.meaning = meaning;
        this.differences = differences;
    }

    /**
     * The scenario of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scenarios named(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario is called " + name + "; there are "
                        + List.of(values()).toString().replaceAll("[\\[\\]]", "")));
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** In what it differs from {@link Workload#healthy()}. */
    public Map<Parameter, String> differences() {
        Map<Parameter, String> all = new LinkedHashMap<>();
        for (String one : differences.split(" ")) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                all.put(Parameter.of(one.substring(0, equals)).orElseThrow(), one.substring(equals + 1));
            }
        }
        return all;
    }

    /** Its first variant. */
    public Workload workload() {
        return Workload.healthy().with(differences());
    }

    /** Whether something is wrong with the canary, so that it ought to be taken back. */
    public boolean harmful() {
        return name().startsWith("F") && this != F14;
    }

    /** The scenario without what is wrong with its data, where that is all it is about. */
    public Optional<Workload> clean(Workload workload) {
        if (this != A8 && this != A13) {
            return Optional.empty();
        }
        Workload clean = workload;
        for (Parameter fault : List.of(JITTER, MISSING, RESETS, LATE_SERIES, REPLACED, REVIVING)) {
            clean = clean.with(fault, fault.preset());
        }
        return Optional.of(clean);
    }

    @Override
    public String toString() {
        return name().toUpperCase(Locale.ROOT);
    }
}
