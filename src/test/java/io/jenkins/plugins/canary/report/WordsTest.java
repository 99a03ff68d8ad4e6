package io.jenkins.plugins.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern USED = Pattern.compile("WORDS\\.([a-zA-Z.]+)");

    @Test
    void groupsThemAsTheirNamesSay() {
        assertThat(Words.of(Locale.ENGLISH).at("/columns/canary").asText()).isEqualTo("Canary");
        assertThat(Words.of(Locale.GERMAN).at("/outcome/PROMOTED").asText()).isEqualTo("Befördert");
    }

    @Test
    void aLanguageThatNobodyTranslatedIsEnglishWhateverTheServersOwn() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Words.of(Locale.KOREAN)).isEqualTo(Words.of(Locale.ENGLISH));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aTranslationHasEveryWord() {
        assertThat(names(Words.of(Locale.GERMAN))).containsExactlyElementsOf(names(Words.of(Locale.ENGLISH)));
    }

    @Test
    void everyWordThatTheModuleNamesIsThere() {
        JsonNode words = Words.of(Locale.ENGLISH);
        Matcher used = USED.matcher(HtmlReport.module());
        List<String> missing = new ArrayList<>();
        while (used.find()) {
            if (words.at("/" + used.group(1).replace('.', '/')).isMissingNode()) {
                missing.add(used.group(1));
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void whateverIsDecidedIsSaidInAFewWords() {
        Set<String> known = new TreeSet<>(List.of("none"));
        known.addAll(constants(Verdict.Kind.values()));
        known.addAll(constants(Reason.values()));
        known.addAll(constants(Outcome.values()));
        List<String> said = names(Words.of(Locale.ENGLISH).path("means"));

        assertThat(known).containsAll(said);
        assertThat(said)
                .contains("none")
                .containsAll(constants(Verdict.Kind.values()))
                .containsAll(constants(Outcome.values()));
    }

    private static List<String> constants(Enum<?>[] all) {
        return Stream.of(all).map(Enum::name).toList();
    }

    private static List<String> names(JsonNode words) {
        List<String> names = new ArrayList<>();
        words.properties().forEach(word -> {
            names.add(word.getKey());
            names(word.getValue()).forEach(name -> names.add(word.getKey() + "." + name));
        });
        return names;
    }
}
