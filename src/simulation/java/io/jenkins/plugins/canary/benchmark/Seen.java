package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.benchmark.Policy.Decided;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import java.time.Instant;
import java.util.Optional;

/**
 * How our policy decided about one release.
 *
 * @param decided one of rolled-back, withdrawn, promoted and undecided
 * @param at when
 */
public record Seen(String decided, Instant at, Verdict verdict) {
    /** Lets our policy watch a recorded release to its end. */
    public static Seen of(Recording recording) {
        return ours(recording);
    }

    static Seen ours(Stage stage) {
        Ours ours = new Ours(stage, stage.spec(), new MemoryJournal());
        while (true) {
            stage.advance();
            Optional<Decided> decided = ours.look();
            if (decided.isPresent() || stage.over()) {
                String word = decided.orElse(Decided.UNDECIDED).name().toLowerCase(java.util.Locale.ROOT);
                return new Seen(word.replace('_', '-'), stage.now(), ours.verdict());
            }
        }
    }
}
