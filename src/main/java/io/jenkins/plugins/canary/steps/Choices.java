package io.jenkins.plugins.canary.steps;

import hudson.util.ListBoxModel;

/** Words to choose from, shown as they are written; no word is the specification's own default. */
final class Choices {
    private Choices() {}

    static ListBoxModel of(String... words) {
        ListBoxModel model = new ListBoxModel();
        for (String word : words) {
            model.add(word.isEmpty() ? Messages.Choices_unsaid() : word, word);
        }
        return model;
    }
}
