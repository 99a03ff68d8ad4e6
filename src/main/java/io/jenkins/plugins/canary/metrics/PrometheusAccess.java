package io.jenkins.plugins.canary.metrics;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Where a Prometheus, or something that speaks its HTTP API, is found and how it is asked. Header values are secrets: they
 * are in no text that this record makes.
 *
 * @param name of the source, for messages
 * @param base address without {@code /api/v1}, with a path prefix where there is one
 * @param headers sent with every call, for example {@code Authorization} or {@code X-Scope-OrgID}
 * @param timeout longest time that one call may take
 * @param maxBytes longest answer that is read, after decompression
 */
public record PrometheusAccess(String name, URI base, Map<String, String> headers, Duration timeout, long maxBytes) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_BYTES = 64L << 20;
    private static final String AUTHORIZATION = "Authorization";

    /**
     * Checks the address and the headers, and takes user and password out of the address into a header.
     *
     * @throws IllegalArgumentException if the address is none of HTTP, or a header cannot be sent
     */
    public PrometheusAccess {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(timeout, "timeout");
        Map<String, String> kept = new LinkedHashMap<>();
        headers.forEach((header, value) -> kept.put(header, sendable(header, value)));
        if (base.getRawUserInfo() != null) {
            kept.putIfAbsent(AUTHORIZATION, basic(base.getUserInfo()));
        }
        headers = Map.copyOf(kept);
        base = withoutUser(base);
        if (maxBytes <= 0 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(name + ": timeout and longest answer must be more than nothing");
        }
    }

    /** Access with the default limits: 30 s and 64 MiB. */
    public static PrometheusAccess of(String name, URI base) {
        return new PrometheusAccess(name, base, Map.of(), TIMEOUT, MAX_BYTES);
    }

    /** The same with a bearer token (RFC 6750). */
    public PrometheusAccess withBearer(String token) {
        return withHeader(AUTHORIZATION, "Bearer " + token.strip());
    }

    /** The same with user and password (RFC 7617). */
    public PrometheusAccess withBasic(String user, String password) {
        return withHeader(AUTHORIZATION, basic(user + ":" + password));
    }

    /** The same with one more header. */
    public PrometheusAccess withHeader(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new PrometheusAccess(name, base, more, timeout, maxBytes);
    }

    /** The same for one tenant of Cortex, Mimir or a Thanos that knows tenants; several are read together as {@code a|b}. */
    public PrometheusAccess withTenant(String tenant) {
        return withHeader("X-Scope-OrgID", tenant);
    }

    /** The same with another timeout. */
    public PrometheusAccess withTimeout(Duration other) {
        return new PrometheusAccess(name, base, headers, other, maxBytes);
    }

    /** The same with another limit of the length of answers. */
    public PrometheusAccess withMaxBytes(long other) {
        return new PrometheusAccess(name, base, headers, timeout, other);
    }

    /** Everything but the values of the headers. */
    @Override
    public String toString() {
        return "PrometheusAccess[name=" + name + ", base=" + base + ", headers=" + headers.keySet() + ", timeout="
                + timeout + ", maxBytes=" + maxBytes + "]";
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private static String sendable(String header, String value) {
        boolean nameFits = !header.isEmpty() && header.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
        if (!nameFits || value.chars().anyMatch(c -> c < ' ' && c != '\t' || c >= 0x7f)) {
            throw new IllegalArgumentException("the header " + header
                    + " cannot be sent: a name is plain ASCII, and a value holds no line break and only ASCII");
        }
        return value;
    }

    private static URI withoutUser(URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || base.getHost() == null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "not the address of a Prometheus; it should read like https://prometheus.example.org/prefix, without ? and #");
        }
        String host = base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return URI.create(scheme + "://" + host + path);
    }
}
