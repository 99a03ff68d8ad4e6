package io.jenkins.plugins.canary.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of sources that there are, and what each can do. The table in {@code docs/metrics.md} is made from it. */
public enum SourceKind {
    /** Prometheus itself. */
    PROMETHEUS(
            "prometheus",
            "Prometheus",
            DataKind.ofSeries(),
            true,
            "",
            Proof.GENUINE,
            "`url` without `/api/v1`, with a path prefix where there is one"),
    /** Thanos Query. */
    THANOS(
            "thanos",
            "Thanos",
            DataKind.ofSeries(),
            true,
            "",
            Proof.RECORDED,
            "`url` of Thanos Query; deduplicated (`dedup=true`), complete (`partial_response=false`) and raw (`max_source_resolution=0s`)"
                    + " data are asked for, and an answer with a warning is refused"),
    /** Cortex. */
    CORTEX(
            "cortex",
            "Cortex",
            DataKind.ofSeries(),
            true,
            "X-Scope-OrgID",
            Proof.RECORDED,
            "`url` ends with `/prometheus`; `tenant` is needed where it knows tenants"),
    /** Grafana Mimir. */
    MIMIR(
            "mimir",
            "Grafana Mimir",
            DataKind.ofSeries(),
            true,
            "X-Scope-OrgID",
            Proof.RECORDED,
            "`url` ends with `/prometheus`; `tenant` is needed where it knows tenants"),
    /** VictoriaMetrics. */
    VICTORIA_METRICS(
            "victoriaMetrics",
            "VictoriaMetrics",
            DataKind.ofSeries(),
            true,
            "",
            Proof.GENUINE,
            "`url` of a single node, or of vmselect with `/select/<tenant>/prometheus`; its cache is passed by, and an answer of a part of"
                    + " its storage is refused. What was scraped in the last 30 s is not shown by default (`-search.latencyOffset`)"),
    /** The release's own cluster. */
    KUBERNETES(
            ClusterSource.NAME,
            "Kubernetes itself",
            EnumSet.of(DataKind.RARE_EVENTS, DataKind.GAUGE, DataKind.LIMIT),
            false,
            "",
            Proof.SIMULATED,
            "always there, as `source: kubernetes`: counters `restarts`, `oomKills`; values `cpu` (cores), `memory` (bytes), `notReady` (share),"
                    + " `restarts`. CPU and memory need the metrics API (`canary rbac` prints the right). Reached as the cluster is"),
    /** JSON of any web service. */
    WEB(
            "web",
            "web JSON",
            EnumSet.of(DataKind.GAUGE, DataKind.LIMIT),
            true,
            "",
            Proof.GENUINE,
            "`query` is a path below `url` with a JSON Pointer: `/stats/{{workload}}#/latency/p99`"),
    /** Numbers in the specification. */
    VALUE(
            "value",
            "the pipeline",
            EnumSet.of(DataKind.VALUE),
            false,
            "",
            Proof.GENUINE,
            "`value(name: 'p99', canary: 812, baseline: 790)`: no source is named");

    private final String word;
    private final String title;
    private final EnumSet<DataKind> kinds;
    private final boolean remote;
    private final String tenantHeader;
    private final Proof proof;
    private final String note;

    SourceKind(
            String word,
            String title,
            EnumSet<DataKind> kinds,
            boolean remote,
            String tenantHeader,
            Proof proof,
            String note) {
        this.word = word;
        this.title = title;
        this.kinds = kinds;
        this.remote = remote;
        this.tenantHeader = tenantHeader;
        this.proof = proof;
        this.note = note;
    }

    /** What a source's tests have shown. */
    public enum Proof {
        /** It was asked for in a test with the real thing. */
        GENUINE("genuine server"),
        /** Answers as its documentation and source show them were read. */
        RECORDED("recorded formats only"),
        /** Against the simulated cluster, and a genuine API server without kubelets. */
        SIMULATED("simulated cluster only");

        private final String words;

        Proof(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Those that are found at an address. */
    public static List<SourceKind> remote() {
        return Stream.of(values()).filter(kind -> kind.remote).toList();
    }

    /** The one of that word. */
    public static Optional<SourceKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** How it is written. */
    public String word() {
        return word;
    }

    /** Its name, for people. */
    public String title() {
        return title;
    }

    /** What it serves. */
    public Set<DataKind> kinds() {
        return EnumSet.copyOf(kinds);
    }

    /** Whether it is found at an address, with credentials. */
    public boolean isRemote() {
        return remote;
    }

    /** Whether one of its tenants is asked. */
    public boolean hasTenants() {
        return !tenantHeader.isEmpty();
    }

    /** What its tests have shown. */
    public Proof proof() {
        return proof;
    }

    /** What to know of it. */
    public String note() {
        return note;
    }
}
