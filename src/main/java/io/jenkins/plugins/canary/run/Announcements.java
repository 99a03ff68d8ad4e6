package io.jenkins.plugins.canary.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.canary.config.Audience;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.HttpGatekeeper;
import io.jenkins.plugins.canary.notify.Links;
import io.jenkins.plugins.canary.notify.Outbox;
import io.jenkins.plugins.canary.notify.Subject;
import io.jenkins.plugins.canary.notify.Telling;
import io.jenkins.plugins.canary.notify.Told;
import io.jenkins.plugins.canary.release.GateType;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;

/** Tells those whom the configuration names of this Jenkins' releases. Safe for use by several threads. */
@Extension
public final class Announcements {
    /** How long the end of Jenkins waits for what is on its way. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private final Outbox outbox = new Outbox(
            new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "canary news"),
            time -> Thread.sleep(time.toMillis()));

    private HttpGatekeeper gatekeeper;

    /** The one of this Jenkins. */
    static Announcements get() {
        return ExtensionList.lookupSingleton(Announcements.class);
    }

    /** Asks the gates of releases. */
    synchronized HttpGatekeeper gatekeeper() {
        if (gatekeeper == null) { // not before there is a clock
            gatekeeper = Audience.gatekeeper(
                    Clockwork.get().clock(),
                    new NamingThreadFactory(
                            new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "canary gates"));
        }
        return gatekeeper;
    }

    /** Tells of a release of that build, and remembers beside its journal what was told. */
    Telling of(Run<?, ?> build, KeptRelease release, Holder holder) {
        String job = build.getParent().getFullName();
        return new Telling(
                () -> release.isLookedAt() ? List.of() : audience(job, release), // its own build tells of it
                outbox,
                Told.in(Told.beside(Journals.file(build, release.getId()))),
                subject(release.target(), release.getId(), holder),
                links(build),
                Clockwork.get().clock());
    }

    /** Tells of a release that no build has any more. */
    Telling of(Target target, String release, Holder holder, Path journal) {
        return new Telling(
                () -> Audience.of(""),
                outbox,
                Told.in(Told.beside(journal)),
                subject(target, release, holder),
                Audience.links("", "", ""),
                Clockwork.get().clock());
    }

    /** Where people read on about a release of that build. */
    public static Links links(Run<?, ?> build, KeptRelease release) {
        return links(build).of(subject(release.target(), release.getId(), Holders.of(build)));
    }

    private List<Destination> audience(String job, KeptRelease release) {
        return Stream.concat(Audience.of(job).stream(), listeners(release)).toList();
    }

    /** Those gates of the release that are only told of it. */
    private Stream<Destination> listeners(KeptRelease release) {
        return release.readSpecification().gates().stream()
                .filter(gate -> gate.type().isToldOnly())
                .map(gate -> gatekeeper()
                        .told(gate.name(), gate.url(), gate.metadata(), gate.type() == GateType.POST_ROLLOUT));
    }

    private static Subject subject(Target target, String release, Holder holder) {
        return new Subject(
                release,
                target.toString(),
                target.cluster(),
                target.namespace(),
                target.workload().toString(),
                holder.toString());
    }

    private static Links links(Run<?, ?> build) {
        String root = Jenkins.get().getRootUrl();
        Optional<SCMRevision> revision = build.getActions(SCMRevisionAction.class).stream()
                .map(SCMRevisionAction::getRevision)
                .findFirst();
        return Audience.links(
                root == null ? "" : root + build.getUrl() + "canary/",
                revision.map(SCMRevision::toString)
                        .filter(text -> COMMIT.matcher(text).matches())
                        .orElse(""),
                revision.map(found -> found.getHead().getName()).orElse(""));
    }

    /** Waits a little for what is on its way when Jenkins ends. */
    @Terminator
    public void close() {
        gatekeeper().close();
        outbox.close(GRACE);
    }
}
