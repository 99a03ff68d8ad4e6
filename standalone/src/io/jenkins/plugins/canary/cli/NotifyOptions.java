package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.Links;
import io.jenkins.plugins.canary.notify.Outbox;
import io.jenkins.plugins.canary.notify.Subject;
import io.jenkins.plugins.canary.notify.Telling;
import io.jenkins.plugins.canary.notify.Told;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who is told of what a command does. */
final class NotifyOptions {
    @Option(
            names = "--notify",
            paramLabel = "FILE",
            description = "tell those whom this file names of what happens; see docs/notifications.md")
    private Optional<Path> file;

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            defaultValue = "",
            description = "the commit that is released, for those who show deployments beside it")
    private String commit;

    @Option(names = "--ref", paramLabel = "NAME", defaultValue = "", description = "branch or tag of that commit")
    private String ref;

    /**
     * Whoever is to be told of a release.
     *
     * @param besides who is told though no file names him
     * @throws io.jenkins.plugins.canary.target.RefusedException with all mistakes of the file
     */
    Announcer open(Subject subject, Told told, List<Destination> besides, Clock clock) {
        Optional<NotifyFile> read = file.map(named -> NotifyFile.read(named, System::getenv, clock));
        List<Destination> all = new ArrayList<>(besides);
        read.ifPresent(named -> all.addAll(named.destinations()));
        if (all.isEmpty()) {
            return Announcer.SILENT;
        }
        Links links = new Links(
                "",
                read.map(NotifyFile::runbook).orElse(""),
                read.map(NotifyFile::dashboard).orElse(""),
                commit,
                ref);
        Outbox outbox = Outbox.real();
        return Announcer.of(new Telling(() -> all, outbox, told, subject, links, clock), outbox);
    }
}
