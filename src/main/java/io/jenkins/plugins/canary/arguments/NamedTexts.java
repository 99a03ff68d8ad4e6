package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A map whose keys the user chooses. In a Jenkinsfile it is a map, {@code [FEATURE_X: 'on']}; in a form, which knows no maps, it
 * is a list of names and values.
 */
public final class NamedTexts implements SpecPart, Describable<NamedTexts> {
    private static final String ENTRIES = "entries";

    private final List<NamedText> entries;

    /** Creates a map of these entries; null for an empty one. */
    @DataBoundConstructor
    public NamedTexts(List<NamedText> entries) {
        this.entries = entries == null ? new ArrayList<>() : new ArrayList<>(entries);
    }

    /** Creates the same as a map. */
    public static NamedTexts of(Map<String, String> map) {
        return new NamedTexts(map.entrySet().stream()
                .map(entry -> new NamedText(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** The entries in the order in which they were given. */
    public List<NamedText> getEntries() {
        return List.copyOf(entries);
    }

    @Override
    public Map<String, String> toSpec() {
        Map<String, String> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.getName(), entry.getValue()));
        return map;
    }

    /** The form, and what makes a map of it for Pipeline. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<NamedTexts> implements CustomDescribableModel {
        @Override
        public String getDisplayName() {
            return Messages.NamedTexts_displayName();
        }

        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            if (arguments.get(ENTRIES) instanceof List) {
                return arguments;
            }
            List<Object> entries = new ArrayList<>();
            arguments.forEach((name, value) -> entries.add(Map.of("name", name, "value", Objects.toString(value, ""))));
            return Map.of(ENTRIES, entries);
        }

        @Override
        public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable described) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (described.getArguments().get(ENTRIES) instanceof List<?> entries) {
                for (Object entry : entries) {
                    Map<String, ?> fields = ((UninstantiatedDescribable) entry).getArguments();
                    map.put((String) fields.get("name"), fields.get("value"));
                }
            }
            return described.withArguments(map);
        }
    }
}
