package io.jenkins.plugins.canary.arguments;

import hudson.model.Item;
import hudson.security.Permission;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Drop-downs. The first choice is always the one that says nothing. */
final class Choices {
    private Choices() {}

    /** Names that may be chosen; who may not configure the job sees the present one only. */
    static ListBoxModel of(Item item, List<String> names, String present) {
        ListBoxModel choices = new ListBoxModel();
        choices.add("", "");
        if (may(item, Item.EXTENDED_READ)) {
            names.forEach(choices::add);
        }
        if (present != null
                && !present.isEmpty()
                && choices.stream().noneMatch(choice -> choice.value.equals(present))) {
            choices.add(present);
        }
        return choices;
    }

    /** Names that are offered while anything can be typed, for those who have that right on the job. */
    static ComboBoxModel combo(Item item, Permission right, Supplier<List<String>> names) {
        return may(item, right) ? new ComboBoxModel(names.get()) : new ComboBoxModel();
    }

    /** Whether the one who looks has that right on the job, or may do everything where there is none. */
    static boolean may(Item item, Permission right) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(right);
    }

    /** Yes, no, or not said. */
    static ListBoxModel yesOrNo() {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choices_unsaid(), "");
        choices.add(Messages.Choices_yes(), "true");
        choices.add(Messages.Choices_no(), "false");
        return choices;
    }

    /** Who decides, or not said. */
    static ListBoxModel judges() {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choices_unsaid(), "");
        choices.add("sequential");
        choices.add("kayenta");
        return choices;
    }

    /** What the canary is compared with, or not said. */
    static ListBoxModel baselines() {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choices_unsaid(), "");
        choices.add(Messages.Choices_stable(), "stable");
        choices.add(Messages.Choices_fresh(), "fresh");
        choices.add(Messages.Choices_previous(), "previous");
        return choices;
    }

    /** Where a rollback leads, or not said. */
    static ListBoxModel rollbacks() {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choices_unsaid(), "");
        choices.add(Messages.Choices_found(), "found");
        choices.add(Messages.Choices_toStable(), "stable");
        return choices;
    }

    /** What scales the canary, or not said. */
    static ListBoxModel autoscalings() {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choices_unsaid(), "");
        choices.add(Messages.Choices_weight(), "none");
        choices.add(Messages.Choices_copy(), "copy");
        return choices;
    }

    /** Which way is worse, or not said. */
    static ListBoxModel directions() {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.Choices_unsaid(), "");
        choices.add(Messages.Choices_up(), "up");
        choices.add(Messages.Choices_down(), "down");
        return choices;
    }
}
