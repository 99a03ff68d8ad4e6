package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.metrics.ClientTls;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.Opened;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.SourceKind;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * Metric sources by name. Credentials come from files or the environment, never from the command line, which every user of the
 * machine can read.
 */
final class Sources implements Function<String, MetricSource> {
    private final Map<String, URI> addresses;
    private final Map<String, Path> tokens;
    private final Map<String, SourceFile.Entry> described;
    private final UnaryOperator<String> environment;
    private final Map<String, MetricSource> open = new ConcurrentHashMap<>();

    /**
     * Sources at these addresses.
     *
     * @param tokens files with bearer tokens, by name of the source
     * @param described in a file, by name
     * @param environment gives a variable's value; null if it is not set
     */
    Sources(
            Map<String, URI> addresses,
            Map<String, Path> tokens,
            Map<String, SourceFile.Entry> described,
            UnaryOperator<String> environment) {
        this.addresses = Map.copyOf(addresses);
        this.described = Map.copyOf(described);
        this.tokens = Map.copyOf(tokens);
        this.environment = environment;
    }

    /**
     * A source.
     *
     * @param name may be empty where there is only one
     * @throws RefusedException if there is none of that name, or it cannot be opened as it is described
     */
    @Override
    public MetricSource apply(String name) {
        Set<String> names = names();
        String known = name.isEmpty() && names.size() == 1 ? names.iterator().next() : name;
        if (!names.contains(known)) {
            throw new RefusedException("source: "
                    + (known.isEmpty() ? "the specification names none" : "'" + known + "' is not known here")
                    + "; say where it is with --source " + (known.isEmpty() ? "NAME" : known)
                    + "=URL, or in a file with --sources");
        }
        return open.computeIfAbsent(known, this::opened);
    }

    /** The names that are known. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(addresses.keySet());
        names.addAll(described.keySet());
        return names;
    }

    private MetricSource opened(String name) {
        Opened shared = new Opened(Clock.systemUTC());
        SourceFile.Entry entry = described.get(name);
        try {
            return entry == null
                    ? shared.source(SourceKind.PROMETHEUS, access(name), ClientTls.NONE, new OkHttpClient.Builder())
                    : shared.source(
                            entry.kind(), withCredentials(entry.access()), entry.tls(), new OkHttpClient.Builder());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--sources, " + name + ": " + e.getMessage());
        }
    }

    /** Address and credentials of a source. */
    PrometheusAccess access(String name) {
        URI address = addresses.get(name);
        if (address.getRawUserInfo() != null) {
            throw new RefusedException(
                    "--source " + name + ": user and password do not belong on the command line; set "
                            + variable(name, "USER") + " and " + variable(name, "PASSWORD"));
        }
        try {
            return withCredentials(PrometheusAccess.of(name, address));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--source " + name + ": " + e.getMessage());
        }
    }

    private PrometheusAccess withCredentials(PrometheusAccess access) {
        Optional<String> token = Optional.ofNullable(tokens.get(access.name()))
                .map(file -> content(access.name(), file))
                .or(() -> value(access.name(), "TOKEN"));
        if (token.isPresent()) {
            return access.withBearer(token.get());
        }
        return value(access.name(), "USER")
                .map(user ->
                        access.withBasic(user, value(access.name(), "PASSWORD").orElse("")))
                .orElse(access);
    }

    private static String content(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new RefusedException("--source-token " + name + ": " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private Optional<String> value(String name, String what) {
        return Optional.ofNullable(environment.apply(variable(name, what))).filter(value -> !value.isBlank());
    }

    private static String variable(String name, String what) {
        return "CANARY_SOURCE_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_" + what;
    }
}
