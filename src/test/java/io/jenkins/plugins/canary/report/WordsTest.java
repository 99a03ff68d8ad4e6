package io.jenkins.plugins.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static List<String> names(JsonNode words) {
        List<String> names = new ArrayList<>();
        words.properties().forEach(word -> {
            names.add(word.getKey());
            names(word.getValue()).forEach(name -> names.add(word.getKey() + "." + name));
        });
        return names;
    }
}
