package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import java.time.Instant;
import java.util.Optional;

/** What of a journal is news; a fold over its entries. Pure: the same entries make the same news, with the same keys. Not thread-safe. */
final class Story {
    /** So much worse than the baseline, surely, is worth waking somebody up. */
    private static final double LARGE = 2;

    private Links links;
    private Runbooks runbooks = Runbooks.NONE;
    private Subject subject;
    private Instant since = Instant.EPOCH;
    private int weight;
    private int weights;
    private int verdicts;
    private String verdict = "";

    /** @param subject what is known of the release where its journal has no beginning */
    Story(Subject subject, Links links) {
        this.subject = subject;
        this.links = links;
    }

    /** What there is to tell of the journal's next entry, if anything. */
    Optional<News> next(Entry entry) {
        if (entry instanceof Entry.Opened opened) {
            subject = subject(opened);
            runbooks = Runbooks.of(opened.spec());
            since = opened.at();
            return told(entry, "opened", Occasion.OPENED, Severity.INFO, "Opened by " + opened.holder());
        } else if (entry instanceof Entry.WeightSet set) {
            weight = set.percent();
            return told(
                    entry,
                    "weight-" + ++weights + "-" + weight,
                    Occasion.WEIGHT,
                    Severity.INFO,
                    "The canary serves " + set.got());
        } else if (entry instanceof Entry.Judged judged) {
            return judged(judged);
        } else if (entry instanceof Entry.Event event) {
            return event(event);
        } else if (entry instanceof Entry.Ended ended) {
            weight = 0;
            return ended(ended);
        }
        return Optional.empty();
    }

    private Optional<News> judged(Entry.Judged judged) {
        Verdict said = judged.verdict();
        verdict = said.kind().name();
        runbooks.of(said).ifPresent(address -> links = links.with(address));
        if (said.kind() == Verdict.Kind.INCONCLUSIVE && !isTrouble(said.reason())) {
            return Optional.empty();
        }
        return told(
                judged,
                "verdict-" + ++verdicts + "-" + said.kind() + "-" + said.reason(),
                Occasion.VERDICT,
                severity(said),
                said.kind() + " (" + said.reason() + "): " + said.sentence());
    }

    private static boolean isTrouble(Reason reason) {
        return switch (reason) {
            case SOURCE_DOWN, SKEWED_SPLIT, BASELINE_UNHEALTHY, STABLE_CHANGED -> true;
            default -> false;
        };
    }

    /** Page: service down, crash loops, a large difference. Ticket: small degradations, and what cannot be told. */
    private static Severity severity(Verdict said) {
        return switch (said.kind()) {
            case PASS, MARGINAL -> Severity.INFO;
            case INCONCLUSIVE -> Severity.WARNING;
            case FAIL ->
                said.reason() == Reason.GUARD_TRIPPED
                                || said.evidence().stream().anyMatch(Story::isLarge)
                        ? Severity.CRITICAL
                        : Severity.WARNING;
        };
    }

    private static boolean isLarge(Evidence evidence) {
        return evidence.logFail() >= evidence.failAt() && evidence.ratioLow().orElse(0) >= LARGE;
    }

    private Optional<News> event(Entry.Event event) {
        return switch (event.kind()) {
            case Kinds.ASKED -> told(event, Occasion.APPROVAL, Severity.WARNING);
            case Kinds.GATE_SHUT -> told(event, Occasion.GATE, Severity.WARNING);
            case Kinds.PAUSED,
                    Kinds.RESUMED,
                    Kinds.EXTENDED,
                    Kinds.APPROVED,
                    Kinds.PROMOTION_ORDERED,
                    "rollback-ordered" -> told(event, Occasion.ORDER, Severity.INFO);
            case Kinds.TROUBLE ->
                event.key().equals("promotion-failed")
                        ? told(event, Occasion.FAILED, Severity.CRITICAL)
                        : told(event, Occasion.TROUBLE, Severity.WARNING);
            case Kinds.HELD -> told(event, Occasion.HELD, Severity.WARNING);
            case Kinds.RESTARTED -> told(event, Occasion.RESTARTED, Severity.WARNING);
            case Kinds.PROMOTING -> told(event, Occasion.PROMOTING, Severity.INFO);
            case Kinds.ROLLBACK -> told(event, Occasion.ROLLBACK, Severity.WARNING);
            case "guard" -> told(event, Occasion.GUARD, Severity.WARNING);
            case Kinds.HOME -> {
                weight = 0;
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<News> ended(Entry.Ended ended) {
        return switch (ended.outcome()) {
            case "PROMOTED" -> told(ended, "ended", Occasion.PROMOTED, Severity.INFO, ended.reason());
            case "ROLLED_BACK" -> told(ended, "ended", Occasion.ROLLED_BACK, Severity.WARNING, ended.reason());
            case "ABORTED" -> told(ended, "ended", Occasion.ABORTED, Severity.INFO, ended.reason());
            default ->
                told(ended, "ended", Occasion.FAILED, Severity.CRITICAL, ended.outcome() + ": " + ended.reason());
        };
    }

    private Optional<News> told(Entry.Event event, Occasion occasion, Severity severity) {
        return told(event, event.key(), occasion, severity, event.sentence());
    }

    private Optional<News> told(Entry entry, String key, Occasion occasion, Severity severity, String sentence) {
        if (since.equals(Instant.EPOCH)) {
            since = entry.at();
        }
        return Optional.of(new News(
                key, occasion, severity, entry.at(), subject, sentence, weight, verdict, since, links.of(subject)));
    }

    private static Subject subject(Entry.Opened opened) {
        JsonNode spec = opened.spec();
        return new Subject(
                opened.release(),
                opened.target(),
                spec.path("cluster").asText(""),
                spec.path("namespace").asText(""),
                spec.path("workload").asText(""),
                opened.holder());
    }
}
