package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.Retrospect;
import io.jenkins.plugins.canary.report.HtmlReport;
import io.jenkins.plugins.canary.report.ReleaseReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the report of a release as one page. */
final class Reports {
    private Reports() {}

    /** Writes it, and says where. */
    static Path write(Path file, ReleaseSpec spec, Journal journal) throws IOException {
        List<Entry> entries = journal.entries();
        Path there = file.toAbsolutePath().normalize();
        Files.writeString(
                there,
                new HtmlReport(HtmlReport.echartsOnClassPath())
                        .page(ReleaseReport.of(entries, Retrospect.looks(spec, entries))));
        return there;
    }
}
