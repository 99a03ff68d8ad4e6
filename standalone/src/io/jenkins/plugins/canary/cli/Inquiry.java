package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every verb takes that asks about a release which is not opened: nothing is changed, and nothing is kept. */
final class Inquiry {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private SpecFile spec;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private SourceOptions sources;

    /** What is asked. */
    interface Question {
        /** Prints the answer. */
        ExitCode about(Release release, Session session, Instant now, PrintWriter out);
    }

    /**
     * Asks.
     *
     * @param id of the release that is asked about
     * @return the exit code
     */
    int ask(BiFunction<Session, ReleaseSpec, String> id, Question question) {
        ReleaseSpec read = spec.read();
        Surroundings surroundings = Canary.surroundings(command);
        try (Session session = new Session(cluster.connect(), read.target(), surroundings)) {
            Release release = new Release(
                    id.apply(session, read),
                    Session.holder(),
                    read,
                    session.adapters(sources.open(), new MemoryJournal()));
            PrintWriter out = command.commandLine().getOut();
            ExitCode code =
                    question.about(release, session, surroundings.clock().instant(), out);
            out.flush();
            return code.code();
        }
    }
}
