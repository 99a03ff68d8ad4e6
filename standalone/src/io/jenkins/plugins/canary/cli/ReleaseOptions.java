package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.notify.Told;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every verb takes that drives a release by its specification. */
final class ReleaseOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private SpecFile spec;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private SourceOptions sources;

    @Mixin
    private NotifyOptions notify;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "the release's journal (JSON Lines); default: canary-RELEASE.jsonl in the current directory")
    private Optional<Path> journal;

    @Option(names = "--report", paramLabel = "FILE", description = "write the HTML report to this file at the end")
    private Optional<Path> report;

    /** What a verb does with its release. */
    interface Deed {
        ExitCode with(Release release, Course course) throws InterruptedException;
    }

    /**
     * Does something with a release.
     *
     * @param which id of the release
     */
    int with(BiFunction<Session, ReleaseSpec, String> which, Deed deed) throws IOException, InterruptedException {
        ReleaseSpec read = spec.read();
        Console console = new Console(command.commandLine().getOut(), System.console() != null);
        try (Session session = new Session(cluster.connect(), read.target(), Canary.surroundings(command))) {
            String asked = which.apply(session, read);
            Path file = journal.orElseGet(() -> journalOf(asked));
            Journal entries = FileJournal.open(file);
            String id = session.isClaimed(asked) ? asked : begun(entries, read).orElse(asked);
            Release release = new Release(id, Session.holder(), read, session.adapters(sources.open(), entries));
            console.line("Release " + id + " of " + read.target() + ", journal " + file);
            ExitCode code;
            try (Announcer announcer = notify.open(
                    session.subject(id), Told.in(Told.beside(file)), session.listeners(read), session.clock())) {
                code = drive(deed, release, session, console, announcer);
            }
            if (report.isPresent()) {
                console.line("Report: " + Reports.write(report.get(), read, entries));
            }
            return code.code();
        }
    }

    /** An analysis of a canary that something else made has claimed nothing: only its journal knows of it. */
    private static Optional<String> begun(Journal entries, ReleaseSpec read) {
        return entries.story().stream()
                .filter(entry -> read.changes().found().isPresent())
                .filter(Entry.Opened.class::isInstance)
                .map(entry -> ((Entry.Opened) entry).release())
                .findFirst();
    }

    private static ExitCode drive(Deed deed, Release release, Session session, Console console, Announcer announcer)
            throws InterruptedException {
        try (Course course = session.course(
                console,
                release.adapters().journal(),
                announcer,
                release.spec().times().drain())) {
            return deed.with(release, course);
        }
    }

    /** The name of a release's journal where none is given. */
    static Path journalOf(String release) {
        return Path.of("canary-" + release + ".jsonl");
    }
}
