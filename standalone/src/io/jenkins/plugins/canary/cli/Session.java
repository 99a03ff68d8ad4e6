package io.jenkins.plugins.canary.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.LeaseClaim;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.HttpGatekeeper;
import io.jenkins.plugins.canary.notify.Outbox;
import io.jenkins.plugins.canary.notify.Subject;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.GateType;
import io.jenkins.plugins.canary.release.Predecessor;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.OkHttpClient;

/** One target on a real cluster, for as long as a verb needs it. */
final class Session implements AutoCloseable {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final FabricKubernetesApi api;
    private final Target target;
    private final Surroundings surroundings;
    private final Clock clock;
    private final HttpGatekeeper gatekeeper;

    /** A session with the cluster that the client talks to; closes the client. */
    Session(KubernetesClient client, Target target, Surroundings surroundings) {
        this.client = client;
        this.api = new FabricKubernetesApi(client);
        this.target = target;
        this.surroundings = surroundings;
        this.clock = surroundings.clock();
        this.gatekeeper = new HttpGatekeeper(new OkHttpClient(), host -> true, clock, Outbox::daemon);
    }

    /**
     * Id of a release that is about to begin.
     *
     * @throws RefusedException if one is open already, which it may not take back
     */
    String begin(ReleaseSpec spec) {
        claim().filter(state -> state.claim().phase() != Phase.DONE)
                .filter(state ->
                        Predecessor.mayTakeBack(spec, state, clock.instant()).isEmpty())
                .map(ClaimState::claim)
                .ifPresent(open -> {
                    throw new RefusedException(target + ": release " + open.release() + " is open (phase "
                            + open.phase() + ", weight " + open.weight() + " %), held by " + open.holder()
                            + "; 'canary run --resume' goes on with it, 'canary rollback' takes it back");
                });
        byte[] random = new byte[2];
        new SecureRandom().nextBytes(random);
        return SECOND.format(clock.instant()) + String.format("-%02x%02x", random[0], random[1]);
    }

    /**
     * Id of the release that was opened last.
     *
     * @throws RefusedException if there never was one
     */
    String last(ReleaseSpec spec) {
        return claim().map(state -> state.claim().release())
                .orElseThrow(() ->
                        new RefusedException(spec.target() + ": no release is open on this target; deploy one first"));
    }

    /**
     * Id of the release that was opened last; of one that is about to begin, where the specification names a canary that
     * something else made and no release has it.
     *
     * @throws RefusedException if there never was one, and there is no such canary
     */
    String current(ReleaseSpec spec) {
        boolean open =
                claim().filter(state -> state.claim().phase() != Phase.DONE).isPresent();
        return open || spec.changes().found().isEmpty() ? last(spec) : begin(spec);
    }

    /** Whether the claim is that of this release. */
    boolean isClaimed(String release) {
        return claim().filter(state -> state.claim().release().equals(release)).isPresent();
    }

    /** The claim as it stands; nothing has been changed yet by whoever asks this. */
    Optional<ClaimState> claim() {
        try {
            return new LeaseClaim(api, target.namespace(), target.workload(), clock).read();
        } catch (DeniedException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    /** The version of the API server. */
    String serverVersion() {
        return api.version();
    }

    /** The target and a release on it, for those who are told of it. */
    Subject subject(String release) {
        return new Subject(
                release,
                target.toString(),
                target.cluster(),
                target.namespace(),
                target.workload().toString(),
                holder().toString());
    }

    /** Those gates of a release that are only told of it. */
    List<Destination> listeners(ReleaseSpec spec) {
        return spec.gates().stream()
                .filter(gate -> gate.type().isToldOnly())
                .map(gate ->
                        gatekeeper.told(gate.name(), gate.url(), gate.metadata(), gate.type() == GateType.POST_ROLLOUT))
                .toList();
    }

    /** What time it is. */
    Clock clock() {
        return clock;
    }

    Adapters adapters(Function<String, MetricSource> sources, Journal journal) {
        return Wiring.adapters(api, target, clock, sources, journal, gatekeeper);
    }

    /**
     * What a verb does from now on, on behalf of a person who may interrupt it.
     *
     * @param drain how long the new version lives on after traffic has gone home, before an interrupted command can end
     */
    Course course(Console console, Journal journal, Announcer announcer, Duration drain) {
        Interruption interruption = Interruption.awaited(drain.plus(PATIENCE));
        return new Course(
                console,
                journal,
                announcer,
                surroundings.time(interruption),
                surroundings.undisturbedTime(),
                interruption);
    }

    /** All commands of one user on one machine are one holder: what one began, the next goes on with at once. */
    static Holder holder() {
        String who = System.getProperty("user.name") + "@" + host();
        return new Holder(who, "", "the command line of " + who);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }

    @Override
    public void close() {
        gatekeeper.close();
        client.close();
    }
}
