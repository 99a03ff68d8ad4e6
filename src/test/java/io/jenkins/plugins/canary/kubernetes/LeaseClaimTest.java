package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseClaimTest {
    private static final WorkloadName CHECKOUT = WorkloadName.parse("checkout");
    private static final ClaimRecord FIRST = Records.opening(Originals.NONE);

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private SimulatedCluster cluster;
    private KubernetesClient client;
    private RecordingApi api;
    private LeaseClaim claim;

    @BeforeEach
    void start() {
        cluster = SimulatedCluster.start(clock);
        client = cluster.client();
        api = new RecordingApi(new FabricKubernetesApi(client));
        claim = new LeaseClaim(api, "shop", CHECKOUT, clock);
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void aTargetThatWasNeverReleasedHasNoClaim() {
        assertThat(claim.read()).isEmpty();
    }

    @Test
    void anOpenedClaimSaysWhoWatchesAndUntilWhen() {
        ClaimState state = claim.open(FIRST);
        assertThat(claim.read()).contains(state);
        assertThat(state.claim()).isEqualTo(FIRST);
        assertThat(state.renewed()).isEqualTo(Records.START);
        assertThat(state.lasts()).isEqualTo(Duration.ofSeconds(180));
        assertThat(state.takenOver()).isEmpty();
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("jenkins-a");
    }

    @Test
    void anOpenTargetIsNotTakenAndItsHolderIsNamed() {
        claim.open(FIRST);
        assertThatThrownBy(() -> another().open(FIRST))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("held by release r-1 of https://ci.example/job/shop/7/");
    }

    @Test
    void aTargetWhoseReleaseIsOverIsTakenAnew() {
        claim.open(FIRST);
        claim.update(FIRST.done(new Ending(Outcome.PROMOTED, Phase.PROMOTING, false, "well"), Records.START));
        another().open(FIRST.heldBy(Records.BERT));
        assertThat(claim.read()).get().satisfies(state -> {
            assertThat(state.claim().holder()).isEqualTo(Records.BERT);
            assertThat(state.takenOver()).isEmpty();
        });
        assertThat(lease().getSpec().getLeaseTransitions()).isEqualTo(1);
    }

    @Test
    void anUpdateIsOneCallAndRenews() {
        claim.open(FIRST);
        api.calls();
        clock.advanceTo(Records.START.plusSeconds(50));
        ClaimState state = claim.update(FIRST.serving(5, Records.START));
        assertThat(api.calls()).containsExactly("update leases canary-deployment-checkout");
        assertThat(state.claim().weight()).isEqualTo(5);
        assertThat(state.renewed()).isEqualTo(Records.START.plusSeconds(50));
    }

    @Test
    void aWordOfSomebodyElseLeavesTheHolderAndItsWatchAndIsNoticedByIt() {
        claim.open(FIRST);
        clock.advanceTo(Records.START.plusSeconds(50));
        ClaimRecord paused = FIRST.ordered(
                new Order(Order.Kind.PAUSE, Records.START.plusSeconds(50), "bert", "lunch", Duration.ZERO));
        LeaseClaim other = another();
        other.read();
        ClaimState state = other.amend(paused);
        assertThat(state.claim()).isEqualTo(paused);
        assertThat(state.renewed()).isEqualTo(Records.START);
        assertThat(state.takenOver()).isEmpty();
        assertThatThrownBy(claim::renew).isInstanceOf(ConflictException.class);
    }

    @Test
    void aRenewalKeepsTheRecord() {
        claim.open(FIRST);
        clock.advanceTo(Records.START.plusSeconds(60));
        claim.renew();
        assertThat(claim.read()).get().satisfies(state -> {
            assertThat(state.claim()).isEqualTo(FIRST);
            assertThat(state.renewed()).isEqualTo(Records.START.plusSeconds(60));
        });
    }

    @Test
    void whoHasLostTheClaimFindsOutByItsNextUpdateOrRenewal() {
        claim.open(FIRST);
        LeaseClaim other = another();
        other.read();
        other.update(FIRST.heldBy(Records.BERT));
        assertThatThrownBy(claim::renew).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> claim.update(FIRST.serving(5, Records.START))).isInstanceOf(ConflictException.class);
        assertThat(other.read())
                .get()
                .extracting(state -> state.claim().weight())
                .isEqualTo(0);
    }

    @Test
    void aClaimThatIsTakenOverSaysSinceWhenAndGoesOnSayingSo() {
        claim.open(FIRST);
        Instant later = Records.START.plusSeconds(40);
        clock.advanceTo(later);
        ClaimState taken = claim.update(FIRST.heldBy(Records.BERT));
        assertThat(taken.takenOver()).contains(later);
        clock.advanceTo(later.plusSeconds(5));
        claim.renew();
        assertThat(claim.update(taken.claim().serving(5, later)).takenOver()).contains(later);
    }

    @Test
    void aClaimThatWasNeverReadCannotBeRenewed() {
        assertThatThrownBy(claim::renew).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNewerFormatIsLeftUntouched() {
        put("{\"format\":2}");
        Lease before = lease();
        assertThatThrownBy(() -> claim.open(FIRST))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("newer version");
        assertThat(lease()).isEqualTo(before);
    }

    @Test
    void aLeaseOfSomethingElseIsLeftUntouched() {
        put(null);
        assertThatThrownBy(() -> claim.open(FIRST))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("belongs to something else");
    }

    @Test
    void allClaimsOfANamespaceAreFoundAndAnUnreadableOneDoesNotHideTheOthers() {
        claim.open(FIRST);
        new LeaseClaim(api, "shop", WorkloadName.parse("cart"), clock).open(FIRST);
        cluster.put(Kind.LEASE, "shop", named("canary-deployment-old", "{\"format\":9}"));
        cluster.put(Kind.LEASE, "shop", named("leader-election", null));
        assertThat(Claims.list(api, "shop"))
                .extracting(found -> found.workload().map(WorkloadName::name).orElse("?"), found -> found.problem()
                        .isPresent())
                .containsExactlyInAnyOrder(tuple("checkout", false), tuple("cart", false), tuple("?", true));
    }

    @Test
    void everyWriteButTheFirstAfterAnUpdateIsPrecededByARenewal() {
        KubernetesApi fenced = new FencedApi(api, claim);
        claim.open(FIRST);
        api.calls();
        claim.update(FIRST.serving(5, Records.START));
        fenced.get(Kind.SERVICE, "shop", "a");
        fenced.create(Kind.SERVICE, service("a"));
        fenced.create(Kind.SERVICE, service("b"));
        assertThat(api.calls())
                .containsExactly(
                        "update leases canary-deployment-checkout",
                        "get services a",
                        "create services a",
                        "update leases canary-deployment-checkout",
                        "create services b");
    }

    @Test
    void aRenewalIsWorthNothingWhenACallCouldHaveRunOutSince() {
        KubernetesApi fenced = new FencedApi(api, claim);
        claim.open(FIRST);
        api.calls();
        clock.advanceTo(Records.START.plusSeconds(10));
        fenced.create(Kind.SERVICE, service("a"));
        assertThat(api.calls()).containsExactly("update leases canary-deployment-checkout", "create services a");
    }

    @Test
    void readingTheClaimAllowsNoWrite() {
        KubernetesApi fenced = new FencedApi(api, claim);
        claim.open(FIRST);
        claim.read();
        api.calls();
        fenced.delete(Kind.SERVICE, "shop", "a", "uid");
        assertThat(api.writes()).containsExactly("update leases canary-deployment-checkout", "delete services a");
    }

    @Test
    void whoHasLostTheClaimWritesNothing() {
        KubernetesApi fenced = new FencedApi(api, claim);
        claim.open(FIRST);
        Service found = cluster.put(Kind.SERVICE, "shop", service("a"));
        fenced.update(Kind.SERVICE, found);
        LeaseClaim other = another();
        other.read();
        other.update(FIRST.heldBy(Records.BERT));
        Service next = cluster.find(Kind.SERVICE, "shop", "a").orElseThrow();
        assertThatThrownBy(() -> fenced.update(Kind.SERVICE, next)).isInstanceOf(ConflictException.class);
        assertThat(cluster.find(Kind.SERVICE, "shop", "a")).contains(next);
    }

    private LeaseClaim another() {
        return new LeaseClaim(new FabricKubernetesApi(client), "shop", CHECKOUT, clock);
    }

    private Lease lease() {
        return cluster.find(Kind.LEASE, "shop", "canary-deployment-checkout").orElseThrow();
    }

    private void put(String annotation) {
        cluster.put(Kind.LEASE, "shop", named("canary-deployment-checkout", annotation));
    }

    private static Lease named(String name, String annotation) {
        LeaseBuilder lease = new LeaseBuilder().withNewMetadata().withName(name).endMetadata();
        return annotation == null
                ? lease.build()
                : lease.editMetadata()
                        .addToAnnotations(CanaryNames.CLAIM, annotation)
                        .endMetadata()
                        .build();
    }

    private static Service service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .endMetadata()
                .build();
    }
}
