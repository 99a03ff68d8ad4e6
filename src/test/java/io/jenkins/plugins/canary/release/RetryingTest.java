package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.UnauthenticatedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryingTest {
    private static final Instant NOW = ToyWorld.START;
    private static final String EXPIRED = "the cluster does not accept the credentials: get virtualservices (401)";

    private final ToyWorld world = new ToyWorld();
    private boolean expired;

    @Test
    void anOutageIsWaitedForAsLongAsTheServerAsks() {
        Retrying retrying = new Retrying(now -> {
            throw new UnavailableException("down", Duration.ofSeconds(40));
        });
        assertThat(retrying.tick(NOW)).isEqualTo(new Progress.Waiting(NOW.plusSeconds(40), "holding: down"));
    }

    @Test
    void credentialsThatNeverWereAcceptedAreSomebodysMistake() {
        serving();
        expired = true;
        Retrying retrying = new Retrying(shift());
        assertThatThrownBy(() -> retrying.tick(NOW)).isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void credentialsThatExpireInTheMiddleHoldTheReleaseWhereItIsUntilThereAreNewOnes() {
        serving();
        Retrying retrying = new Retrying(shift());
        assertThat(retrying.tick(NOW))
                .isInstanceOfSatisfying(Progress.Waiting.class, waiting -> assertThat(waiting.status())
                        .startsWith("scaling"));
        expired = true;
        assertThat(retrying.tick(NOW)).isInstanceOfSatisfying(Progress.Waiting.class, waiting -> assertThat(
                        waiting.status())
                .isEqualTo("holding: " + EXPIRED + "; renew them, and the release goes on; traffic stays where it is"));
        assertThat(world.route.weight()).isEqualTo(5);
        expired = false;
        assertThat(retrying.tick(NOW)).isInstanceOf(Progress.Done.class);
        assertThat(world.route.weight()).isEqualTo(50);
    }

    @Test
    void whoTakesUpWhatAnotherBeganHoldsFromTheStart() {
        serving();
        expired = true;
        assertThat(Retrying.begun(shift()).tick(NOW)).isInstanceOf(Progress.Waiting.class);
    }

    private void serving() {
        world.claimedBy(ToyReleases.opening(ToyReleases.ME).serving(5, NOW).weightStands(NOW));
        world.canaryPods = 1;
        world.route = Exposure.of(5);
    }

    private Shift shift() {
        Release release = ToyReleases.in(world, new MemoryJournal());
        Adapters sound = release.adapters();
        Adapters expiring = new Adapters(
                sound.claim(),
                sound.workload(),
                traffic -> {
                    if (expired) {
                        throw new UnauthenticatedException(EXPIRED);
                    }
                    return sound.routers().apply(traffic);
                },
                sound.sources(),
                sound.journal());
        return new Shift(new Release(release.id(), release.holder(), release.spec(), expiring), Exposure.of(50));
    }
}
