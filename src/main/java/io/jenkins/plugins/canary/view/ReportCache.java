package io.jenkins.plugins.canary.view;

import hudson.model.Run;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.release.Retrospect;
import io.jenkins.plugins.canary.report.ReleaseReport;
import io.jenkins.plugins.canary.run.Journals;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest reports, so that many who look at one release cost as much as one. Judging a long journal again takes a moment: those
 * who ask for the same meanwhile wait for it. Safe for use by several threads.
 */
final class ReportCache {
    private static final int MOST = 16;

    private final Map<String, Kept> reports = new LinkedHashMap<>(MOST, 0.75f, true);

    private static final class Kept {
        private String mark = "";
        private SoftReference<String> text = new SoftReference<>(null);

        synchronized String text(String now, Run<?, ?> build, KeptRelease release) {
            String known = text.get();
            if (known != null && mark.equals(now)) {
                return known;
            }
            List<Entry> entries = Journals.read(build, release);
            String made = ReleaseReport.of(entries, Retrospect.looks(release.readSpecification(), entries))
                    .toString();
            mark = now;
            text = new SoftReference<>(made);
            return made;
        }
    }

    /**
     * The report of a release as JSON.
     *
     * @param mark of its journal as it is now
     */
    String report(String mark, Run<?, ?> build, KeptRelease release) {
        return kept(build.getExternalizableId() + " " + release.getId()).text(mark, build, release);
    }

    private synchronized Kept kept(String key) {
        Kept kept = reports.computeIfAbsent(key, fresh -> new Kept());
        if (reports.size() > MOST) {
            reports.remove(reports.keySet().iterator().next());
        }
        return kept;
    }
}
