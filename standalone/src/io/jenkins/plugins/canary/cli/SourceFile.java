package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.metrics.ClientTls;
import io.jenkins.plugins.canary.metrics.ClusterSource;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.SourceKind;
import io.jenkins.plugins.canary.release.DurationText;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A file that says where metric sources are: name to kind to fields, as in {@code mimir-eu: {mimir: {url: …, tenant: shop}}}. Secrets
 * stand in files of their own.
 */
final class SourceFile {
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "url",
            "tenant",
            "tokenFile",
            "user",
            "passwordFile",
            "headers",
            "headerFiles",
            "caFile",
            "certificateFile",
            "keyFile",
            "timeout",
            "maxMegabytes"));

    private SourceFile() {}

    /** One source of the file. */
    record Entry(String name, SourceKind kind, Map<?, ?> fields, Path folder) {
        /**
         * Address, limits and those credentials that the file names.
         *
         * @throws IllegalArgumentException if the address or a header cannot be
         */
        PrometheusAccess access() {
            PrometheusAccess access =
                    PrometheusAccess.of(name, URI.create(text("url").orElseThrow()));
            access = text("timeout").isPresent() ? access.withTimeout(timeout()) : access;
            access = text("maxMegabytes").isPresent() ? access.withMaxBytes(megabytes() << 20) : access;
            access = text("tenant").isPresent()
                    ? access.withTenant(text("tenant").get())
                    : access;
            for (Map.Entry<?, ?> header : map("headers").entrySet()) {
                access = access.withHeader(String.valueOf(header.getKey()), String.valueOf(header.getValue()));
            }
            for (Map.Entry<?, ?> header : map("headerFiles").entrySet()) {
                access = access.withHeader(String.valueOf(header.getKey()), content(String.valueOf(header.getValue())));
            }
            return withCredentials(access);
        }

        private PrometheusAccess withCredentials(PrometheusAccess access) {
            Optional<String> token = text("tokenFile").map(this::content);
            if (token.isPresent()) {
                return access.withBearer(token.get());
            }
            return text("user")
                    .map(user -> access.withBasic(
                            user, text("passwordFile").map(this::content).orElse("")))
                    .orElse(access);
        }

        /** Certificates that both show each other. */
        ClientTls tls() {
            ClientTls tls = text("caFile")
                    .map(file -> ClientTls.NONE.trusting(content(file)))
                    .orElse(ClientTls.NONE);
            if (text("certificateFile").isEmpty() && text("keyFile").isEmpty()) {
                return tls;
            }
            if (text("certificateFile").isEmpty() || text("keyFile").isEmpty()) {
                throw wrong("certificateFile and keyFile go together");
            }
            return tls.showing(
                    content(text("certificateFile").get()),
                    content(text("keyFile").get()));
        }

        private Duration timeout() {
            return text("timeout")
                    .flatMap(DurationText::parse)
                    .filter(time -> time.compareTo(Duration.ofSeconds(1)) >= 0)
                    .orElseThrow(() -> wrong("timeout is not a time of at least 1s, such as 30s"));
        }

        private long megabytes() {
            String text = text("maxMegabytes").orElseThrow();
            if (!text.matches("[1-9][0-9]{0,3}")) {
                throw wrong("maxMegabytes is not a whole number of 1 to 9999");
            }
            return Long.parseLong(text);
        }

        private Optional<String> text(String field) {
            return Optional.ofNullable(fields.get(field)).map(String::valueOf);
        }

        private Map<?, ?> map(String field) {
            Object value = fields.get(field);
            if (value != null && !(value instanceof Map)) {
                throw wrong(field + " is not a map of header to value");
            }
            return value == null ? Map.of() : (Map<?, ?>) value;
        }

        private String content(String file) {
            try {
                return Files.readString(folder.resolve(file)).strip();
            } catch (IOException e) {
                throw wrong(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        }

        private RefusedException wrong(String what) {
            return new RefusedException("--sources, " + name + ": " + what);
        }
    }

    /**
     * Reads such a file.
     *
     * @throws RefusedException with every mistake
     */
    static Map<String, Entry> read(Path file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            SpecReader.parse(Files.readString(file))
                    .forEach((name, value) -> entries.put(name, entry(file, name, value)));
        } catch (IOException e) {
            throw new RefusedException(
                    "--sources: " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return entries;
    }

    private static Entry entry(Path file, String name, Object value) {
        String where = "--sources, " + name + ": ";
        if (name.equals(ClusterSource.NAME)) {
            throw new RefusedException(where + "this name stands for the target's own cluster and needs no address");
        }
        if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
            throw new RefusedException(where + "write one key, its kind, with its fields: {prometheus: {url: …}}");
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        SourceKind kind = SourceKind.of(String.valueOf(only.getKey()))
                .filter(SourceKind::isRemote)
                .orElseThrow(() -> new RefusedException(where + "unknown kind '" + only.getKey() + "'; known are "
                        + SourceKind.remote().stream().map(SourceKind::word).collect(Collectors.joining(", "))));
        if (!(only.getValue() instanceof Map<?, ?> fields)) {
            throw new RefusedException(where + kind.word() + " needs url");
        }
        List<String> problems = problems(kind, fields);
        if (!problems.isEmpty()) {
            throw new RefusedException(problems.stream().map(where::concat).toList());
        }
        return new Entry(
                name,
                kind,
                fields,
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
    }

    private static List<String> problems(SourceKind kind, Map<?, ?> fields) {
        List<String> problems = new java.util.ArrayList<>();
        if (!fields.containsKey("url")) {
            problems.add(kind.word() + " needs url");
        }
        if (fields.containsKey("tenant") && !kind.hasTenants()) {
            problems.add("tenant means nothing for " + kind.word() + "; a header can be set with headers");
        }
        fields.keySet().stream()
                .filter(field -> !FIELDS.contains(String.valueOf(field)))
                .forEach(
                        field -> problems.add("unknown field '" + field + "'; known are " + String.join(", ", FIELDS)));
        return problems;
    }
}
