package io.jenkins.plugins.canary.notify;

import java.time.Instant;
import java.util.Optional;

/** Asks gates whether a release may go on. Safe for use by several threads; never waits for an answer. */
public interface Gatekeeper {
    /** Asks nobody: no release begins with gates there, and who only looks at one goes by its numbers alone. */
    Gatekeeper NOBODY = new Gatekeeper() {
        @Override
        public Optional<String> problem(String url) {
            return Optional.of("gates cannot be asked here");
        }

        @Override
        public Optional<GateAnswer> ask(GateQuestion question, Instant now) {
            return Optional.empty();
        }
    };

    /** Why a gate at that address is not asked, if it is not. */
    Optional<String> problem(String url);

    /**
     * The latest answer; asks, on another thread, where there is none, or where it has become too old.
     *
     * @return empty before the first answer
     */
    Optional<GateAnswer> ask(GateQuestion question, Instant now);
}
