package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks again and again at whom the genuine server counts among stable's pods: by the selector that autoscalers use, by the
 * disruption budget's, and by what its disruption controller makes of that.
 */
final class Witness implements AutoCloseable {
    private final Inventory inventory;
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService eyes = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean sawCanary;

    Witness(Shop shop) {
        this.inventory = shop.inventory();
        eyes.scheduleWithFixedDelay(new Tireless(this::look), 0, 300, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Set<String> canary = inventory.canaryPods();
        sawCanary |= !canary.isEmpty();
        note("the autoscaler's pods", inventory.stablePods(), canary);
        note("the disruption budget's pods", inventory.budgetPods(), canary);
        int expected = inventory.budgetExpects();
        if (expected != Premises.REPLICAS) {
            strangers.add("the disruption controller expects " + expected + " pods");
        }
    }

    private void note(String where, Set<String> selected, Set<String> canary) {
        Set<String> both = new TreeSet<>(selected);
        both.retainAll(canary);
        if (!both.isEmpty()) {
            strangers.add(where + " have " + both + " of the canary among them");
        }
    }

    void sawACanaryThatNobodyElseSelected() {
        assertThat(sawCanary).as("a canary was there").isTrue();
        assertThat(strangers).isEmpty();
    }

    @Override
    public void close() {
        eyes.shutdownNow();
    }
}
