package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.metrics.Preset;
import io.jenkins.plugins.canary.metrics.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of presets says what the code says. To write it anew: {@code -Dtest=PresetDocsTest -Dcanary.write-docs=true}. */
class PresetDocsTest {
    private static final String PAGE = "docs/presets.md";
    private static final String BEGIN = "<!-- written by PresetDocsTest: begin -->\n";
    private static final String END = "<!-- written by PresetDocsTest: end -->\n";

    @Test
    void thePageIsThatOfTheCode() throws IOException {
        String page = Specs.file(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + "\n" + Presets.all().stream().map(PresetDocsTest::section).collect(Collectors.joining("\n")) + "\n"
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("canary.write-docs")) {
            Files.writeString(Specs.ROOT.resolve(PAGE), expected);
        }

        assertThat(Specs.file(PAGE))
                .as("%s is out of date; write it anew with -Dtest=PresetDocsTest -Dcanary.write-docs=true", PAGE)
                .isEqualTo(expected);
    }

    private static String section(Preset preset) {
        return "## " + preset.word() + "\n\n" + capital(preset.covers()) + ". Needs "
                + preset.exporter() + " ([names](" + preset.reference() + ")).\n\n"
                + "| option | default | meaning |\n|---|---|---|\n"
                + preset.options().stream().map(PresetDocsTest::row).collect(Collectors.joining())
                + "\n```yaml\n"
                + Presets.expand(preset, Map.of("max", "0.05")).stream()
                        .map(PresetDocsTest::metric)
                        .collect(Collectors.joining())
                + "```\n";
    }

    private static String row(Preset.Option option) {
        return "| `" + option.name() + "` | "
                + (option.initial().isEmpty() ? "–" : "`" + cell(option.initial()) + "`")
                + " | " + cell(option.meaning()) + " |\n";
    }

    private static String metric(Preset.Expanded metric) {
        return "- " + metric.kind() + ":\n"
                + metric.fields().entrySet().stream()
                        .map(field -> "    " + field.getKey() + ": " + value(field.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    private static String value(Object value) {
        return value instanceof String text && text.matches(".*[{}\"].*") ? "'" + text + "'" : String.valueOf(value);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
