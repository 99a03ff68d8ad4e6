package io.jenkins.plugins.canary.steps;

import hudson.console.HyperlinkNote;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.run.LiveRelease;
import java.io.PrintStream;
import java.util.Optional;

/** Tells the build log what is new in a release's journal, one line each, and what is waited for when that changes. */
final class StepLog {
    private final PrintStream out;
    private final LiveRelease live;
    private final String page;
    private int told;
    private String shown = "";

    /**
     * A log of a release.
     *
     * @param page where people see it and order something of it; begins with a slash
     */
    StepLog(PrintStream out, LiveRelease live, String page) {
        this.out = out;
        this.live = live;
        this.page = page;
        this.told = live.storyAfter(0).size();
    }

    void tell() {
        for (Entry entry : live.storyAfter(told)) {
            told++;
            line(entry).ifPresent(text -> out.println(printable(text)));
            if (entry instanceof Entry.Event event && event.kind().equals(Kinds.ASKED)) {
                out.println(HyperlinkNote.encodeTo(page, "Page of the release"));
            }
        }
    }

    /** A status that differs in its figures alone is no news. */
    void status(String status) {
        String figureless = status.replaceAll("[0-9][0-9.,:]*", "#");
        if (!figureless.equals(shown)) {
            out.println(printable("… " + status));
            shown = figureless;
        }
    }

    private static Optional<String> line(Entry entry) {
        if (entry instanceof Entry.Opened opened) {
            return Optional.of("Release " + opened.release() + " of " + opened.target());
        } else if (entry instanceof Entry.Event event) {
            return Optional.of(event.sentence());
        } else if (entry instanceof Entry.WeightSet weight) {
            return Optional.of("The canary serves " + weight.got());
        } else if (entry instanceof Entry.Judged judged) {
            return Optional.of(judged.verdict().kind() + " (" + judged.verdict().reason() + ") at " + judged.weight()
                    + " %: " + judged.verdict().sentence());
        } else if (entry instanceof Entry.Ended ended) {
            return Optional.of(ended.outcome() + ": " + ended.reason());
        }
        return Optional.empty();
    }

    /** Pod messages and labels are hostile text: no control character of theirs reaches a log. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
