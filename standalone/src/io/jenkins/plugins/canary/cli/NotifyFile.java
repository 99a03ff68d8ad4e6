package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.Kind;
import io.jenkins.plugins.canary.notify.Occasion;
import io.jenkins.plugins.canary.notify.Option;
import io.jenkins.plugins.canary.notify.Severity;
import io.jenkins.plugins.canary.notify.Window;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/** A file that names who is told. Secrets come from other files or from the environment, so that it can stand in a repository. */
final class NotifyFile {
    private static final Set<String> TOP = Set.of("runbook", "dashboard", "windows", "destinations");
    private static final String SECRET_FILE = "secretFile";
    private static final String SECRET_VARIABLE = "secretVariable";
    private static final Set<String> COMMON =
            Set.of("name", "least", "occasions", "windows", SECRET_FILE, SECRET_VARIABLE, Option.SECRET.word());

    private final Path folder;
    private final UnaryOperator<String> environment;
    private final Clock clock;
    private final OkHttpClient client = new OkHttpClient();
    private final List<String> problems = new ArrayList<>();
    private final List<Destination> destinations = new ArrayList<>();
    private final List<Window> windows;
    private final String runbook;
    private final String dashboard;

    private NotifyFile(Path folder, JsonNode root, UnaryOperator<String> environment, Clock clock) {
        this.folder = folder;
        this.environment = environment;
        this.clock = clock;
        names(root, "", TOP);
        this.runbook = root.path("runbook").asText("");
        this.dashboard = root.path("dashboard").asText("");
        this.windows = words(root.path("windows"), "windows", Window::parse);
        JsonNode all = root.path("destinations");
        for (int i = 0; i < all.size(); i++) {
            destination(all.get(i), "destinations[" + i + "]");
        }
        if (destinations.isEmpty() && problems.isEmpty()) {
            problems.add(
                    "destinations: nobody is named; write for instance - slack: {name: team, secretVariable: SLACK}");
        }
    }

    /**
     * Reads a file.
     *
     * @param environment gives a variable's value; null if it is not set
     * @throws RefusedException with all mistakes at once
     */
    static NotifyFile read(Path file, UnaryOperator<String> environment, Clock clock) {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new RefusedException(
                    "--notify " + file + ": it cannot be read: " + e.getClass().getSimpleName());
        }
        NotifyFile read = new NotifyFile(file.toAbsolutePath().getParent(), root, environment, clock);
        if (!read.problems.isEmpty()) {
            throw new RefusedException(read.problems.stream()
                    .map(problem -> "--notify " + file + ": " + problem)
                    .toList());
        }
        return read;
    }

    List<Destination> destinations() {
        return destinations;
    }

    String runbook() {
        return runbook;
    }

    String dashboard() {
        return dashboard;
    }

    private void destination(JsonNode entry, String where) {
        String word = entry.size() == 1 ? entry.fieldNames().next() : "";
        Kind kind = Kind.of(word).orElse(null);
        if (word.equals("email")) {
            problems.add(where + ": email is sent by Jenkins, whose mail server it needs; the command line has none");
        } else if (kind == null) {
            problems.add(where + ": it must be one of " + words(Kind.values(), Kind::word)
                    + ", such as slack: {name: team, secretVariable: SLACK}");
        } else {
            destination(kind, entry.path(word), where + "." + word);
        }
    }

    private void destination(Kind kind, JsonNode said, String where) {
        int before = problems.size();
        Set<String> known = new LinkedHashSet<>(COMMON);
        Stream.concat(kind.needed().stream(), kind.optional().stream())
                .map(Option::word)
                .forEach(known::add);
        names(said, where, known);
        String name = said.path("name").asText(kind.word());
        if (destinations.stream().anyMatch(other -> other.name().equals(name))) {
            problems.add(where + ": there are two destinations named '" + name + "'");
        }
        Severity least = kind.least();
        if (said.has("least")) {
            String word = said.path("least").asText();
            least = Severity.of(word).orElseGet(() -> {
                problems.add(where + ".least: '" + word + "' is none of " + words(Severity.values(), Severity::word));
                return kind.least();
            });
        }
        Set<Occasion> occasions =
                new HashSet<>(words(said.path("occasions"), where + ".occasions", NotifyFile::occasion));
        List<Window> quiet = new ArrayList<>(windows);
        quiet.addAll(words(said.path("windows"), where + ".windows", Window::parse));
        try {
            Map<Option, String> options = options(said, where);
            if (problems.size() == before) {
                destinations.add(new Destination(name, kind.open(options, client, clock), least, occasions, quiet));
            }
        } catch (IllegalArgumentException e) {
            problems.add(where + ": " + e.getMessage());
        }
    }

    private Map<Option, String> options(JsonNode said, String where) {
        Map<Option, String> options = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            if (option != Option.SECRET && said.has(option.word())) {
                options.put(option, said.path(option.word()).asText());
            }
        }
        if (said.has(Option.SECRET.word())) {
            problems.add(where + ".secret: a secret does not belong into this file; name a file by " + SECRET_FILE
                    + ", or a variable of the environment by " + SECRET_VARIABLE);
        }
        if (said.has(SECRET_FILE)) {
            options.put(Option.SECRET, content(said.path(SECRET_FILE).asText(), where));
        } else if (said.has(SECRET_VARIABLE)) {
            String variable = said.path(SECRET_VARIABLE).asText();
            String value = environment.apply(variable);
            if (value == null || value.isBlank()) {
                problems.add(where + "." + SECRET_VARIABLE + ": " + variable + " is not set in the environment");
            }
            options.put(Option.SECRET, value);
        }
        return options;
    }

    private String content(String name, String where) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            problems.add(where + "." + SECRET_FILE + ": " + name + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
            return "";
        }
    }

    private void names(JsonNode said, String where, Set<String> known) {
        if (!said.isObject()) {
            problems.add((where.isEmpty() ? "it" : where) + " must be a map");
        }
        said.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add((where.isEmpty() ? "" : where + ".") + name + ": there is no such field; there are "
                        + known.stream()
                                .filter(other -> !other.equals("secret"))
                                .sorted()
                                .collect(Collectors.joining(", ")));
            }
        });
    }

    private <T> List<T> words(JsonNode list, String where, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        for (JsonNode word : list) {
            try {
                read.add(reader.apply(word.asText()));
            } catch (IllegalArgumentException e) {
                problems.add(where + ": " + e.getMessage());
            }
        }
        if (list.isValueNode()) {
            problems.add(where + " must be a list");
        }
        return read;
    }

    private static Occasion occasion(String word) {
        return Occasion.of(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is none of " + words(Occasion.values(), Occasion::word)));
    }

    private static <T> String words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).collect(Collectors.joining(", "));
    }
}
