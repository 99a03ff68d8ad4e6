package io.jenkins.plugins.canary.config;

import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;

/** What a form says of the folders that an entry is kept for. */
final class FolderNames {
    private static final int MOST = 20;

    private FolderNames() {}

    /** A folder that is not there may come to be: no more than a warning. */
    static FormValidation validate(String text) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        List<String> unknown = Texts.split(text).stream()
                .filter(name -> Jenkins.get().getItemByFullName(name) == null)
                .toList();
        return unknown.isEmpty()
                ? FormValidation.ok()
                : FormValidation.warning(Messages.FolderNames_unknown(Texts.join(unknown)));
    }

    /** Folders whose full name begins so. */
    static AutoCompletionCandidates complete(String text) {
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        String begin = Util.fixNull(text).trim().toLowerCase(Locale.ROOT);
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            Jenkins.get().getAllItems(Item.class, ItemGroup.class::isInstance).stream()
                    .map(Item::getFullName)
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(begin))
                    .limit(MOST)
                    .forEach(candidates::add);
        }
        return candidates;
    }
}
