package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.metrics.DataKind;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.Question;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one release asks its sources. It can be cut short, so that traffic that is to go home does not wait for numbers of a source
 * that hangs. Safe for use by several threads, of which one asks at a time.
 */
final class Questions {
    private Thread asking;
    private boolean cut;

    /** The source, as the release may ask it. */
    MetricSource of(MetricSource source) {
        return new Asked(source);
    }

    /** Nothing is waited for any more, and nothing asked, until {@link #mayBeAsked()}. */
    synchronized void cutShort() {
        cut = true;
        if (asking != null) {
            asking.interrupt();
        }
    }

    /** From now on there may be questions again. */
    synchronized void mayBeAsked() {
        cut = false;
    }

    private <T> T ask(Supplier<T> question) {
        begin();
        try {
            return question.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (cut) {
            throw SourceException.passing("it is not asked now, because traffic is to go home");
        }
        asking = Thread.currentThread();
    }

    /** What comes next on this thread is a write to the cluster perhaps, and not to be cut short. */
    private synchronized void end() {
        asking = null;
        Thread.interrupted();
    }

    private final class Asked implements MetricSource {
        private final MetricSource source;

        Asked(MetricSource source) {
            this.source = source;
        }

        @Override
        public Set<DataKind> kinds() {
            return source.kinds();
        }

        @Override
        public History history(Metric metric, Scope baseline, Instant from, Instant to) {
            return ask(() -> source.history(metric, baseline, from, to));
        }

        @Override
        public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
            return ask(() -> source.past(metric, baseline, known, from, to));
        }

        @Override
        public List<Question> questions(Metric metric, ReadRequest request) {
            return source.questions(metric, request);
        }

        @Override
        public Reading read(Metric metric, ReadRequest request) {
            return ask(() -> source.read(metric, request));
        }
    }
}
