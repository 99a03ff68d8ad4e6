package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.notify.GateAnswer;
import io.jenkins.plugins.canary.notify.GateChannel;
import io.jenkins.plugins.canary.notify.GateQuestion;
import io.jenkins.plugins.canary.notify.Gatekeeper;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks the gates of a release, notes in the journal what they say, and waits for none: a tick looks at the latest answers. That a gate was
 * found shut is in the journal, so that its limit goes on where another driver goes on.
 */
final class Gates {
    private final Release release;
    private final Gatekeeper keeper;
    private final Journal journal;

    Gates(Release release) {
        this.release = release;
        this.keeper = release.adapters().gatekeeper();
        this.journal = release.adapters().journal();
    }

    /** Everything that keeps gates from being asked at all. */
    List<String> problems() {
        return release.spec().gates().stream()
                .flatMap(gate -> keeper.problem(gate.url()).stream().map(why -> "gate " + gate.name() + ": " + why))
                .toList();
    }

    /** What the gates say that are to confirm something: the first that is not open, or that it may go on. */
    GateRule.Ruling confirm(GateType type, ClaimRecord claim, Instant now) {
        GateRule.Ruling ruling = new GateRule.Ruling(GateRule.Means.GO, "");
        for (GateSpec gate : of(type)) {
            Optional<GateAnswer> answer = ask(gate, claim, now);
            String key = key(gate, claim);
            GateRule.Ruling said =
                    GateRule.confirming(gate, answer, since(key + "-shut").orElse(now), now);
            if (answer.isPresent()) {
                boolean open = said.means() == GateRule.Means.GO;
                note(now, key + (open ? "-open" : "-shut"), open ? Kinds.GATE_OPEN : Kinds.GATE_SHUT, said.why());
            }
            if (ruling.means() == GateRule.Means.GO) {
                ruling = said;
            }
        }
        return ruling;
    }

    /** The same before the canary's first request; there, nothing serves that could be held. */
    Optional<Progress> beforeFirst(ClaimRecord claim, Instant now) {
        for (GateSpec gate : of(GateType.PRE_ROLLOUT)) {
            Optional<GateAnswer> answer = ask(gate, claim, now);
            GateRule.Ruling said = GateRule.checking(gate, answer);
            answer.ifPresent(last -> note(
                    now,
                    key(gate, claim) + (last.open() ? "-open" : "-shut"),
                    last.open() ? Kinds.GATE_OPEN : Kinds.GATE_SHUT,
                    said.why()));
            if (said.means() == GateRule.Means.WAIT) {
                return Optional.of(Homecoming.soon(now, said.why()));
            }
            if (said.means() != GateRule.Means.GO) {
                return Optional.of(new Progress.Failed(said.why()));
            }
        }
        return Optional.empty();
    }

    /** Before the canary is made, a weight raised, or the canary promoted, by a single step. */
    Optional<Progress> before(GateType type, ClaimRecord claim, Instant now) {
        GateRule.Ruling said = confirm(type, claim, now);
        return switch (said.means()) {
            case GO -> Optional.empty();
            case WAIT -> Optional.of(Homecoming.soon(now, said.why()));
            case HOLD, BACK -> Optional.of(new Progress.Failed(said.why()));
        };
    }

    /** What a rollout does, if gates have a say in it. */
    Decision over(Decision decision, ClaimRecord claim, Instant now) {
        Optional<GateType> type =
                switch (decision.next()) {
                    case RAISE -> Optional.of(GateType.CONFIRM_TRAFFIC_INCREASE);
                    case PROMOTE ->
                        claim.promotionOrder().isPresent()
                                ? Optional.empty() // a person has said more than a gate could
                                : Optional.of(GateType.CONFIRM_PROMOTION);
                    default -> Optional.empty();
                };
        if (type.isEmpty()) {
            return decision;
        }
        GateRule.Ruling said = confirm(type.get(), claim, now);
        return switch (said.means()) {
            case GO -> decision;
            case WAIT -> new Decision(Decision.Next.WATCH, claim.exposure(), said.why() + "; " + decision.why());
            case HOLD -> new Decision(Decision.Next.HOLD, claim.exposure(), said.why());
            case BACK -> new Decision(Decision.Next.ROLL_BACK, claim.exposure(), said.why());
        };
    }

    /** The judgement, unless gates that are asked beside the numbers say something that counts for more. */
    Judgement over(Judgement judged, ClaimRecord claim, boolean isOver, Instant now) {
        Judgement ruled = judged;
        for (GateSpec gate : of(GateType.ROLLOUT)) {
            Optional<GateAnswer> answer = ask(gate, claim, now);
            GateRule.Ruling said = GateRule.checking(gate, answer);
            if (answer.filter(last -> !last.open()).isPresent()) {
                note(now, key(gate, claim) + "-shut", Kinds.GATE_SHUT, said.why());
            }
            ruled = ruled(ruled, said, isOver);
        }
        for (GateSpec gate : of(GateType.ROLLBACK)) {
            ruled = ruled(ruled, GateRule.ordering(gate, ask(gate, claim, now)), isOver);
        }
        return ruled;
    }

    /** What harms by the numbers harms whatever gates say. */
    private static Judgement ruled(Judgement judged, GateRule.Ruling said, boolean isOver) {
        if (judged.verdict().kind() == Verdict.Kind.FAIL) {
            return judged;
        }
        return switch (said.means()) {
            case GO -> judged;
            case WAIT -> new Judgement(judged.verdict(), false, false, judged.unhealthySince());
            case HOLD -> with(judged, Verdict.Kind.INCONCLUSIVE, Reason.SUSPECT, said.why(), isOver);
            case BACK -> with(judged, Verdict.Kind.FAIL, Reason.GUARD_TRIPPED, said.why(), true);
        };
    }

    private static Judgement with(
            Judgement judged, Verdict.Kind kind, Reason reason, String sentence, boolean decided) {
        Verdict before = judged.verdict();
        Verdict verdict = new Verdict(kind, reason, sentence, before.uncalibrated(), before.evidence());
        return new Judgement(verdict, decided, false, judged.unhealthySince());
    }

    private List<GateSpec> of(GateType type) {
        return keeper == Gatekeeper.NOBODY
                ? List.of()
                : release.spec().gates().stream()
                        .filter(gate -> gate.type() == type)
                        .toList();
    }

    private Optional<GateAnswer> ask(GateSpec gate, ClaimRecord claim, Instant now) {
        ObjectNode body = GateChannel.body(
                release.spec().target().workload().name(),
                release.spec().target().namespace(),
                gate.type().phase(),
                release.id(),
                gate.metadata());
        body.put("weight", claim.weight()).put("type", gate.type().word());
        return keeper.ask(
                new GateQuestion(
                        release.id() + " " + key(gate, claim),
                        gate.url(),
                        gate.timeout(),
                        gate.retries(),
                        gate.every(),
                        body),
                now);
    }

    /** One point of a release: an answer that was given at one weight does not count for the next. */
    private static String key(GateSpec gate, ClaimRecord claim) {
        return "gate-" + gate.name() + "-" + claim.weightSince().orElse(claim.phaseSince());
    }

    private Optional<Instant> since(String key) {
        return journal.story().stream()
                .filter(entry ->
                        entry instanceof Entry.Event event && event.key().equals(key))
                .map(Entry::at)
                .findFirst();
    }

    private void note(Instant now, String key, String kind, String sentence) {
        String text = Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
        if (journal.append(new Entry.Event(now, key, kind, text))) {
            journal.flush();
        }
    }
}
