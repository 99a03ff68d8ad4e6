package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.canary.release.DurationText;
import io.jenkins.plugins.canary.release.SpecFragment;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a form can tell at once of one field, in the words of the specification's reader. The reader checks everything again; these
 * look at nothing but the text.
 */
public final class Checks {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

    private Checks() {}

    /**
     * A field with one value, or nothing.
     *
     * @param name of the field in a specification
     */
    public static FormValidation field(String name, String text) {
        String trimmed = Util.fixEmptyAndTrim(text);
        if (trimmed == null) {
            return FormValidation.ok();
        }
        List<String> problems = SpecFragment.problems(Map.of(name, trimmed));
        boolean number = NUMBER.matcher(trimmed).matches();
        return answer(name, problems.isEmpty() || !number ? problems : problems(name, value(trimmed)));
    }

    /** A duration, or nothing. */
    static FormValidation duration(String text) {
        return Util.fixEmptyAndTrim(text) == null
                        || DurationText.parse(text.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.Checks_duration());
    }

    /** A duration. */
    static FormValidation neededDuration(String text) {
        return Util.fixEmptyAndTrim(text) == null ? FormValidation.error(Messages.Checks_needed()) : duration(text);
    }

    /** A field with a list that is written as one text, or nothing. */
    public static FormValidation list(String name, String text) {
        List<Object> values = Arrays.stream(Util.fixNull(text).split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .map(Checks::value)
                .collect(Collectors.toList());
        return values.isEmpty() ? FormValidation.ok() : answer(name, problems(name, values));
    }

    /** A path within the workspace, or nothing. */
    static FormValidation file(String text) {
        String path = Util.fixNull(text).trim().replace('\\', '/');
        boolean outside = path.startsWith("/") || path.matches("[A-Za-z]:.*") || ("/" + path + "/").contains("/../");
        return outside ? FormValidation.error(Messages.Checks_file()) : FormValidation.ok();
    }

    /** Sentences about what is wrong; none if nothing is. */
    static FormValidation answer(List<String> problems) {
        return problems.isEmpty() ? FormValidation.ok() : FormValidation.error(String.join("; ", problems));
    }

    private static List<String> problems(String name, Object value) {
        return SpecFragment.problems(Map.of(name, value));
    }

    private static Object value(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    /** The field stands right above. */
    private static FormValidation answer(String name, List<String> problems) {
        return problems.isEmpty()
                ? FormValidation.ok()
                : FormValidation.error(problems.stream()
                        .map(problem ->
                                problem.startsWith(name + ": ") ? problem.substring(name.length() + 2) : problem)
                        .collect(Collectors.joining("; ")));
    }
}
