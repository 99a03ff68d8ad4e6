package io.jenkins.plugins.canary.steps;

import hudson.util.ListBoxModel;

/** Words to choose from, shown as they are written. */
final class Choices {
    private Choices() {}

    static ListBoxModel of(String... words) {
        ListBoxModel model = new ListBoxModel();
        for (String word : words) {
            model.add(word);
        }
        return model;
    }
}
