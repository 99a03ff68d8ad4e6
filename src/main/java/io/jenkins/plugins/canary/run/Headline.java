package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.Entry;
import java.util.List;

/**
 * What of a journal fits into one line.
 *
 * @param weight percent that was last read back from the route
 * @param verdict name of the latest verdict; empty before the first
 * @param sentence the verdict's
 */
record Headline(int weight, String verdict, String sentence) {
    static Headline of(List<Entry> entries) {
        int weight = 0;
        String verdict = "";
        String sentence = "";
        for (Entry entry : entries) {
            if (entry instanceof Entry.WeightSet set) {
                weight = set.percent();
            } else if (entry instanceof Entry.Judged judged) {
                verdict = judged.verdict().kind().name();
                sentence = judged.verdict().sentence();
            } else if (entry instanceof Entry.Event event && event.kind().equals("home")) {
                weight = 0;
            }
        }
        return new Headline(weight, verdict, sentence);
    }
}
