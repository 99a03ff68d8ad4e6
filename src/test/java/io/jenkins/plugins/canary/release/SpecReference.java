package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of {@code docs/specification.md}, made from the fields that the reader knows. */
final class SpecReference {
    private SpecReference() {}

    static String markdown() {
        StringBuilder text = new StringBuilder();
        SpecFields.GROUPS.forEach((title, fields) -> section(text, "## " + title, fields));
        text.append("\n## What goes together\n\n");
        SpecFields.ROOT.picks().forEach(pick -> text.append("- ")
                .append(pick.least() == 0 ? "At most one" : pick.most() == 1 ? "Exactly one" : "At least one")
                .append(" of ")
                .append(words(pick.names()))
                .append(": ")
                .append(pick.because())
                .append(".\n"));
        section(text, "## An element of `steps`", SpecFields.STEP.fields());
        kinds(text, "## Routers", RouterFields.KINDS);
        kinds(text, "## Metrics", MetricFields.KINDS);
        kinds(text, "## Judges", JudgeFields.KINDS);
        section(text, "## An element of `judge.kayenta.metrics`", JudgeFields.METRIC.fields());
        section(text, "## Its `effectSize`", JudgeFields.EFFECT_SIZE.fields());
        text.append("\n## Not supported yet\n\nThese names are known and refused:")
                .append(later(SpecFields.ROOT))
                .append(".\n");
        return text.toString();
    }

    private static String later(Shape shape) {
        List<String> names = shape.refused().entrySet().stream()
                .filter(refused -> refused.getValue().equals(SpecFields.LATER))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return " " + words(names);
    }

    private static String words(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static void kinds(StringBuilder text, String title, OneOf kinds) {
        text.append("\n").append(title).append("\n");
        kinds.kinds().forEach((word, shape) -> {
            if (shape.fields().isEmpty()) {
                text.append("\n### `").append(word).append("`\n\nHas no fields; the bare word is enough.\n");
            } else {
                section(text, "### `" + word + "`", shape.fields());
            }
        });
    }

    private static void section(StringBuilder text, String title, List<Field> fields) {
        text.append("\n").append(title).append("\n\n| name | what | default | meaning |\n|---|---|---|---|\n");
        for (Field field : fields) {
            String preset = field.required() ? "**needed**" : field.preset().orElse("–");
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(field.name(), cell(field.type().words()), cell(preset), cell(field.meaning())));
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
