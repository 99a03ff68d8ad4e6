package io.jenkins.plugins.canary.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An entry of the configuration that steps call by its name. */
interface Named {
    /** What a name looks like: the same as in a specification. */
    Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._]{0,62}");

    /** The name. */
    String getName();

    /** Validates one name. */
    static FormValidation validate(String name) {
        return NAME.matcher(name).matches()
                ? FormValidation.ok()
                : FormValidation.error("A name has letters, digits, '.', '_' and '-', begins with a letter or a digit,"
                        + " and is at most 63 characters long");
    }

    /**
     * Checks the names of all entries.
     *
     * @param what the entries are, in the singular
     * @throws RefusedException if a name is missing, cannot be written in a specification, or stands twice
     */
    static void check(String what, Collection<? extends Named> entries) {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Named entry : entries) {
            if (!NAME.matcher(entry.getName()).matches()) {
                problems.add(what + " '" + entry.getName()
                        + "': a name has letters, digits, '.', '_' and '-', at most 63 of them");
            } else if (!seen.add(entry.getName())) {
                problems.add(what + " '" + entry.getName() + "' is configured twice");
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }

    /**
     * Finds an entry that was known when a release began.
     *
     * @throws RefusedException if there is none of that name now
     */
    static <T extends Named> T get(String what, List<T> entries, String name) {
        return find(entries, name)
                .orElseThrow(() -> new RefusedException(what + " '" + name + "' is not configured in this Jenkins"));
    }

    /** Finds an entry. */
    static <T extends Named> Optional<T> find(List<T> entries, String name) {
        return entries.stream().filter(entry -> entry.getName().equals(name)).findFirst();
    }
}
