package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.metrics.Bulkhead;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.Retries;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * One call to a Prometheus, and the sentences for everything that can come back instead of numbers: which source, what was
 * asked, what came back, what to do. No sentence holds a header's value.
 *
 * @param url without user and password
 */
record Asked(PrometheusAccess access, String url, String query) {
    private static final int LONGEST = 300;
    private static final String AGAIN = "it is asked again";

    SourceException noAnswer(IOException e) {
        if (e instanceof SSLException) {
            return lasting(
                    "the encrypted connection failed: " + e.getMessage(),
                    "check that the address is https and that its certificate is trusted here");
        }
        if (e instanceof UnknownHostException) {
            return passing("the host is not known here", "check the source's address; " + AGAIN);
        }
        if (e instanceof ConnectException) {
            return passing("no connection: " + e.getMessage(), "check that it runs and can be reached; " + AGAIN);
        }
        if (e instanceof Bulkhead.SaturatedException || e instanceof Retries.PausedException) {
            return passing(e.getMessage(), AGAIN);
        }
        if (e instanceof InterruptedIOException) {
            return passing(
                    "no answer within " + access.timeout().toMillis() / 1000.0 + " s",
                    AGAIN + "; if it lasts, narrow the selector or allow a longer timeout");
        }
        return passing(
                "the connection broke: " + e.getMessage(),
                AGAIN + "; if it lasts, look for a proxy or a limit before it");
    }

    SourceException interrupted() {
        return passing("nobody waits for its answer any more", AGAIN);
    }

    SourceException redirected(int code, String location) {
        return lasting(
                "HTTP " + code + ", a redirect to " + withoutQuery(location),
                "set the source's address to where the API itself answers; a page for logging in cannot be used");
    }

    SourceException webPage() {
        return lasting(
                "a web page (HTML) instead of JSON",
                "check the source's address and path prefix: it must be that of Prometheus itself, not of Grafana or of a"
                        + " page for logging in");
    }

    SourceException somethingElse(String what) {
        return lasting(
                what, "check that the source's address is that of a Prometheus and that the query gives numbers");
    }

    SourceException several(int series) {
        return lasting(
                series + " series instead of one number", "aggregate the query, for example with sum(…) or max(…)");
    }

    SourceException cutOff() {
        return passing(
                "an answer that ends in the middle",
                AGAIN + "; if it lasts, look for a proxy before it that cuts answers off");
    }

    SourceException tooLong(long limit) {
        return lasting(
                "an answer of more than " + (limit >= 1 << 20 ? (limit >> 20) + " MiB" : limit + " bytes"),
                "narrow the selector, or allow longer answers");
    }

    SourceException old(Duration age) {
        return passing(
                "nothing newer than " + age.toMinutes() + " min",
                "check that it still scrapes the pods, or gets what is written to it; " + AGAIN);
    }

    SourceException partial(String warning) {
        return passing(
                "an answer with a warning, which may be incomplete: " + warning,
                AGAIN + "; incomplete numbers are not compared");
    }

    /** Prometheus explains itself in JSON; {@code errorType} is described under "Format overview" of its HTTP API. */
    SourceException refused(int code, String type, String message) {
        String what = "HTTP " + code + (type.isEmpty() ? "" : ", " + type) + ": " + message;
        return switch (type) {
            case "bad_data" ->
                code / 100 == 2 || code == 400
                        ? lasting(
                                what,
                                "correct the query; counters and histograms are given as plain selectors, such as"
                                        + " http_requests_total{pod=~\"{{pods}}\"}, without functions")
                        : status(code, message);
            case "execution" -> lasting(what, "correct the query, or narrow its selector");
            case "timeout", "canceled", "unavailable", "internal" -> passing(what, AGAIN);
            default -> status(code, message);
        };
    }

    SourceException status(int code, String came) {
        String what = "HTTP " + code + (came.isEmpty() ? "" : ": " + came);
        if (code == 401 || code == 403) {
            return lasting("HTTP " + code, "check the source's credentials and what they may read");
        }
        if (code == 404 || code == 405) {
            return lasting(
                    what,
                    "check the source's address and path prefix: the API is expected under " + access.base()
                            + "/api/v1");
        }
        if (code == 408 || code == 429 || code / 100 == 5) {
            return passing(
                    what,
                    code == 429
                            ? "it asks for fewer calls; " + AGAIN
                            : AGAIN + "; if it lasts, look into its own log, or that of the proxy before it");
        }
        return lasting(what, "correct the query or the source's address");
    }

    private SourceException passing(String came, String advice) {
        return SourceException.passing(sentence(came, advice));
    }

    private SourceException lasting(String came, String advice) {
        return SourceException.lasting(sentence(came, advice));
    }

    private String sentence(String came, String advice) {
        return "source " + access.name() + " (" + url + "), asked for " + cut(query) + ": " + cut(withoutSecrets(came))
                + "; " + advice;
    }

    private String withoutSecrets(String text) {
        String safe = text;
        for (String value : access.headers().values()) {
            String secret = value.substring(value.indexOf(' ') + 1);
            safe = secret.isEmpty() ? safe : safe.replace(secret, "***");
        }
        return safe;
    }

    private static String withoutQuery(String location) {
        try {
            URI uri = URI.create(location);
            return (uri.getHost() == null ? "" : uri.getScheme() + "://" + uri.getHost())
                    + (uri.getPath() == null ? "" : uri.getPath());
        } catch (IllegalArgumentException e) {
            return "another place";
        }
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
