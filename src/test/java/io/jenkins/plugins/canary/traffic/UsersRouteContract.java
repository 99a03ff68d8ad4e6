package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every router must do that writes into an object of users', of which stable has a route alone. */
abstract class UsersRouteContract extends RouterContract {
    /** The field that names stable's Service, with its beginning, as JSON. */
    abstract String leadsToStable();

    @Test
    void marksTheObjectAndTakesTheLabelOffAtHome() {
        shift(25);
        assertThat(labels()).containsEntry("canary.jenkins.io/release", "r-1").containsEntry("team", "pay");
        home();
        router.clear(claim);
        assertThat(labels()).isEqualTo(Map.of("team", "pay"));
    }

    @Test
    void doesNotCarryAWeightThatOneRouteLost() {
        shift(25);
        rewrite("\"weight\":\\d+", "\"weight\":99");
        assertThat(router.carries(claim, 25)).isFalse();
    }

    @Test
    void refusesARouteThatAnotherReleaseHoldsByNow() {
        rewrite("\"team\"", "\"canary.jenkins.io/release\":\"r-2\",\"team\"");
        assertThatThrownBy(() -> router.shift(claim, 25))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("in use by release r-2");
    }

    @Test
    void refusesARouteThatLeadsToStableNoMore() {
        rewrite(leadsToStable(), leadsToStable().replace("checkout", "elsewhere"));
        assertThatThrownBy(() -> router.shift(claim, 25))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "traffic: " + route().get(0) + " shop/checkout has no route that leads to checkout any more;"
                                + " it had when release r-1 began");
    }

    private void rewrite(String what, String by) {
        String object = Yaml.json(cluster.fields(route().get(0), route().get(1)));
        assertThat(object).containsPattern(what);
        cluster.apply(Yaml.object(object.replaceAll(what, by)));
    }

    private Map<String, Object> labels() {
        return Fields.in(Fields.in(cluster.fields(route().get(0), route().get(1)), "metadata"), "labels");
    }
}
