package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private final ToyWorld world = new ToyWorld();
    private final ToyReleases.Notes journal = new ToyReleases.Notes();
    private final Release release = ToyReleases.in(world, journal);

    @Test
    void aCleanOutlookTellsTheRouteAndThePodsAndChangesNothing() {
        Outlook outlook = Outlook.of(release, world.now);
        assertThat(outlook.problems()).isEmpty();
        assertThat(outlook.route()).isPresent();
        assertThat(outlook.pods()).isNotEmpty().containsKey(Exposure.of(5));
        assertThat(world.writes).isEmpty();
    }

    @Test
    void missingRightsAreOneSentence() {
        world.missingRights = List.of("create leases", "update deployments checkout");
        assertThat(Outlook.of(release, world.now).problems())
                .containsExactly("rights: missing in namespace shop: create leases, update deployments checkout;"
                        + " 'canary rbac SPEC' prints a Role with all that the release needs");
    }

    @Test
    void nothingIsWrittenWhereARightIsMissing() {
        world.missingRights = List.of("create leases");
        assertThatThrownBy(() -> new Deploy(release).tick(world.now)).isInstanceOf(RefusedException.class);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void warningsGoIntoTheJournalAndStopNobody() {
        world.warnings = List.of("PodMonitor one scrapes stable's pods and not the canary's");
        new Deploy(release).tick(world.now);
        assertThat(journal.entries())
                .filteredOn(Entry.Event.class::isInstance)
                .map(entry -> ((Entry.Event) entry).sentence())
                .contains("Warning: PodMonitor one scrapes stable's pods and not the canary's");
        assertThat(world.writes).isNotEmpty();
    }
}
