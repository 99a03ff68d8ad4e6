package org.example.canary

/** How services of this house are measured. They all count their requests in the same way. */
class HttpMetrics implements Serializable {
    private static final String PODS = 'namespace="{{namespace}}",pod=~"{{pods}}"'

    private final Object steps

    /** @param steps the script that calls: symbols such as errorRatio belong to it */
    HttpMetrics(Object steps) {
        this.steps = steps
    }

    List all() {
        return [errors(), latency('500ms')]
    }

    /** Share of requests that were answered with 5xx. */
    Object errors() {
        return steps.errorRatio(total: "http_requests_total{${PODS}}".toString(),
                                bad: "http_requests_total{${PODS},code=~\"5..\"}".toString())
    }

    /** How many requests took longer than that. */
    Object latency(String slo) {
        return steps.latency(histogram: "http_request_duration_seconds_bucket{${PODS}}".toString(), slo: slo)
    }
}
