package io.jenkins.plugins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of pages: German proves that they can be translated. */
class LocalisedTest {
    private static final Path RESOURCES = Sources.ROOT.resolve("src/main/resources/io/jenkins/plugins/canary");
    private static final Path VIEW = RESOURCES.resolve("view");
    private static final Path REPORT = RESOURCES.resolve("report");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern ASKED = Pattern.compile("\\$\\{%([^}(]+)");
    private static final Pattern MESSAGE = Pattern.compile("Messages(?:\\.|::)(\\w+)");
    private static final Pattern CODED =
            Pattern.compile(">\\s*\\p{Alpha}[^<$]*<|(?:title|tooltip)=\"[^$\"]*\\p{Alpha}");

    @Test
    void germanHasEveryWordAndNoOther() throws IOException {
        for (Path english : bundles()) {
            Properties german = read(german(english));

            assertThat(german.stringPropertyNames())
                    .as(german(english).toString())
                    .containsExactlyInAnyOrderElementsOf(read(english).stringPropertyNames());
            assertThat(german.values()).noneMatch(word -> word.toString().isBlank());
        }
    }

    @Test
    void germanPutsTheSameIntoItsSentences() throws IOException {
        for (Path english : bundles()) {
            Properties words = read(english);
            Properties german = read(german(english));

            assertThat(words.stringPropertyNames()).allSatisfy(key -> assertThat(places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(words.getProperty(key))));
        }
    }

    @Test
    void nothingIsTranslatedThatIsNotSaid() throws IOException {
        List<Path> translations = new ArrayList<>();
        for (Path folder : List.of(VIEW, REPORT)) {
            translations.addAll(files(folder, "_de.properties"));
        }

        assertThat(translations)
                .extracting(Path::toString)
                .containsExactlyInAnyOrderElementsOf(bundles().stream()
                        .map(LocalisedTest::german)
                        .map(Path::toString)
                        .toList());
    }

    /** A page without words of its own has no bundle. */
    @Test
    void viewsSayWhatIsInTheirBundlesAndNothingElse() throws IOException {
        for (Path view : files(VIEW, ".jelly")) {
            String text = Files.readString(view);
            Path bundle = Path.of(view.toString().replaceFirst("\\.jelly$", ".properties"));
            Set<String> words = Files.exists(bundle) ? read(bundle).stringPropertyNames() : Set.of();

            assertThat(found(ASKED, text)).as(view.toString()).isEqualTo(new TreeSet<>(words));
            assertThat(text).as(view.toString()).doesNotContainPattern(CODED);
        }
    }

    @Test
    void codeSaysWhatIsInItsBundleAndNothingElse() throws IOException {
        String code = "";
        for (Path file : files(Sources.ROOT.resolve("src/main/java/io/jenkins/plugins/canary/view"), ".java")) {
            code += Files.readString(file);
        }
        Set<String> keys = read(VIEW.resolve("Messages.properties")).stringPropertyNames().stream()
                .map(key -> key.replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found(MESSAGE, code)).isEqualTo(keys);
    }

    /** Which word of a group is meant may depend on the report. */
    @Test
    void scriptsSayWhatIsInTheirBundle() throws IOException {
        String scripts = Files.readString(VIEW.resolve("canary-trend.js"));
        for (Path file : files(REPORT, ".js")) {
            scripts += Files.readString(file);
        }
        String all = scripts;
        Set<String> keys = read(REPORT.resolve("Words.properties")).stringPropertyNames();

        assertThat(keys).filteredOn(key -> !key.equals("language")).allSatisfy(key -> {
            String group = key.replaceFirst("\\.?[^.]+$", "");
            String last = key.substring(key.lastIndexOf('.') + 1);
            assertThat(all).containsPattern("\\." + last + "\\b|WORDS\\." + group + "\\[");
        });
    }

    private static List<Path> bundles() throws IOException {
        List<Path> bundles = new ArrayList<>();
        for (Path folder : List.of(VIEW, REPORT)) {
            files(folder, ".properties").stream()
                    .filter(file -> !file.toString().endsWith("_de.properties"))
                    .forEach(bundles::add);
        }
        assertThat(bundles).hasSizeGreaterThanOrEqualTo(5);
        return bundles;
    }

    private static Path german(Path english) {
        return Path.of(english.toString().replaceFirst("\\.properties$", "_de.properties"));
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    /** As Jenkins and Java read them: UTF-8. */
    private static Properties read(Path file) throws IOException {
        Properties words = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            words.load(text);
        }
        return words;
    }

    private static Set<String> places(String sentence) {
        return PLACE.matcher(sentence).results().map(place -> place.group()).collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
