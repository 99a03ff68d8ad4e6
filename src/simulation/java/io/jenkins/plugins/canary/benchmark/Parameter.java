package io.jenkins.plugins.canary.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a workload is made of, and what the policies are set to. Times are written like {@code 90s}, {@code 20m}, {@code 6h}. */
public enum Parameter {
    METRIC("errors", "what is measured and judged: errors, latency, memory, restarts or conversion"),
    RPS("200", "requests per second"),
    WEIGHTS("5", "percent of the traffic for the canary, one after the other: 5,10,20"),
    STEP("10m", "how long each of the weights lasts"),
    LENGTH("60m", "how long the release is watched"),
    PODS("10", "pods of the running version"),
    CANARY_PODS("1", "pods of the canary"),
    HISTORY("24h", "how long the running version has been watched before"),
    SCRAPE("15s", "time between two scrapes of a pod"),
    LAG("0s", "how long a sample takes until it can be queried"),
    READY("5m", "how long the canary has been ready when it gets its first traffic"),

    BASE_ERRORS("0.005", "share of the running version's requests that fail"),
    ERRORS("", "share of the canary's requests that fail while its fault lasts; default: as the running version"),
    FROM("0s", "when the canary's fault begins"),
    ABOVE_WEIGHT("0", "the fault shows only above this weight, in percent"),
    BOTH_ERRORS("", "share of both versions' requests that fail from --both-from on"),
    BOTH_FROM("0s", "when trouble of both versions begins; counted from the first traffic of the canary"),
    MEDIAN("0.08", "median latency in seconds; latencies are lognormal"),
    SIGMA("0.69", "deviation of the logarithm of latencies"),
    LATENCY_FACTOR("1", "what all of the canary's latencies are multiplied by"),
    SLOW_SHARE("0", "share of the canary's requests that are slowed"),
    SLOW_FACTOR("1", "what their latencies are multiplied by"),
    SLOW_BY("0s", "what is added to them"),
    SECOND_MODE("0", "share of the canary's requests that take about 300 ms"),
    LEAK("0", "how much the canary's memory grows per hour, as a share"),
    RESTARTS("0", "restarts of the canary per hour"),
    OOM_AT("", "when the canary is killed because it is out of memory"),
    BASE_CONVERSION("0.03", "share of visits to the running version that convert"),
    CONVERSION("", "the same of the canary; default: as the running version"),

    DIURNAL("0", "amplitude of the daily wave of traffic"),
    COMMON_CV("0", "variation coefficient of a wobble of the error level that both versions share (AR 0.9)"),
    BURST("1", "errors come in bursts of this mean size"),
    WOBBLE("0", "deviation of a wobble of log latency that each pod has for itself (AR 0.9)"),
    POD_SPREAD("0", "deviation of lasting differences of log error level between pods"),
    COLD("0s", "how long a new pod of the canary is slow"),
    COLD_FACTOR("3", "what its latencies are multiplied by until then"),
    MEMORY_NOISE("0.02", "deviation of log memory of each pod (AR, 5 min), and of lasting differences between pods"),

    JITTER("0s", "pods are scraped at moments that are spread over this time"),
    MISSING("0", "share of scrapes that are missed"),
    RESETS("0", "resets of a pod's counters per hour"),
    LATE_SERIES("0", "1: a series of errors is there only after the first error"),
    REPLACED("0", "1: a pod of the running version is replaced after 20 minutes"),
    REVIVING("0", "how often per hour a pod's series of errors goes away for some minutes"),

    TOLERATE("", "ours: ratio that is still fine; default: the engine's"),
    HARMFUL("1.5", "ours: ratio that must not pass"),
    ALPHA("0.05", "ours: highest share of healthy releases that may be rolled back"),
    MIN_DURATION("5m", "ours: no PASS before the last weight has served that long"),
    WARM_UP("5m", "ours: what a pod does that long after it became ready is not compared"),
    FLAGGER_SUCCESS("0.99", "Flagger: least share of requests that succeed"),
    FLAGGER_P99("0.5", "Flagger: longest 99th percentile, in seconds"),
    FLAGGER_THRESHOLD("5", "Flagger: failed checks until it rolls back"),
    FLAGGER_SCHEDULE(
            "fixed", "Flagger: fixed weights of the workload, or its own: 5 % more after each good check, up to 50"),
    ARGO_SUCCESS("0.95", "Argo Rollouts: least share of requests that succeed"),
    ARGO_P95("0.5", "Argo Rollouts: longest 95th percentile, in seconds"),
    ARGO_INTERVAL("5m", "Argo Rollouts: time between two measurements"),
    ARGO_FAILURE_LIMIT("3", "Argo Rollouts: failed measurements that are still fine"),
    KAYENTA_EVERY("10m", "Kayenta: how often the growing window is judged"),
    KAYENTA_CONTROL("stable", "Kayenta: compared with all of stable, or with an equal share of traffic");

    private final String preset;
    private final String meaning;

    Parameter(String preset, String meaning) {
        this.preset = preset;
        this.meaning = meaning;
    }

    /** The value where nothing is said; empty where that depends on others. */
    public String preset() {
        return preset;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** As it is written: {@code base-errors}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The parameter that is written like that. */
    public static Optional<Parameter> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
