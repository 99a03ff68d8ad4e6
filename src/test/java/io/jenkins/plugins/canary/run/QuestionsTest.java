package io.jenkins.plugins.canary.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final Questions questions = new Questions();
    private final CountDownLatch asked = new CountDownLatch(1);

    @Test
    void whoWaitsForASourceThatHangsIsCutShort() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        Thread release = new Thread(() -> {
            try {
                questions.of(new Hanging()).read(null, null);
            } catch (SourceException e) {
                thrown.set(e);
            }
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        release.start();
        asked.await();

        questions.cutShort();
        release.join();

        assertThat(thrown.get()).hasMessage("cut short");
        assertThat(stillInterrupted)
                .as("what the thread writes next is not cut short")
                .hasValue(false);
    }

    @Test
    void nothingIsAskedOnceTrafficIsToGoHome() {
        questions.cutShort();

        assertThatThrownBy(() -> questions.of(new Hanging()).read(null, null))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("traffic is to go home");
    }

    @Test
    void whoDrivesTheReleaseNextMayAskAgain() {
        questions.cutShort();
        questions.mayBeAsked();
        Thread.currentThread().interrupt(); // so that the answer comes at once

        assertThatThrownBy(() -> questions.of(new Hanging()).read(null, null)).hasMessage("cut short");
    }

    private final class Hanging implements MetricSource {
        @Override
        public History history(Metric metric, Scope baseline, Instant from, Instant to) {
            throw new UnsupportedOperationException("history");
        }

        @Override
        public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
            throw new UnsupportedOperationException("past");
        }

        @Override
        public Reading read(Metric metric, ReadRequest request) {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody answers");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SourceException.passing("cut short");
            }
        }
    }
}
