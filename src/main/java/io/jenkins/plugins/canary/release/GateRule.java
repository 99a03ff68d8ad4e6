package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.notify.GateAnswer;
import java.time.Instant;
import java.util.Optional;

/** What the answer of a gate means for a release: pure functions of gate, answer and time. */
final class GateRule {
    /** What a gate means where it is asked. */
    enum Means {
        /** Go on. */
        GO,
        /** Not yet. */
        WAIT,
        /** Leave it to people. */
        HOLD,
        /** Take it back. */
        BACK
    }

    /**
     * What is to be done, and why.
     *
     * @param why for people, with the gate's name
     */
    record Ruling(Means means, String why) {}

    private GateRule() {}

    /**
     * A gate that is to confirm something.
     *
     * @param since when it was first found shut; now if it has not been
     */
    static Ruling confirming(GateSpec gate, Optional<GateAnswer> answer, Instant since, Instant now) {
        if (answer.filter(GateAnswer::open).isPresent()) {
            return new Ruling(Means.GO, "gate " + gate.name() + " is open");
        }
        Instant until = since.plus(gate.limit());
        String said = answer.map(last -> ": " + last.sentence()).orElse(", which has not answered yet");
        if (answer.isEmpty() || now.isBefore(until)) {
            return new Ruling(
                    Means.WAIT,
                    "waiting until " + until + " for gate " + gate.name() + " ("
                            + gate.type().word() + ")" + said);
        }
        return new Ruling(
                gate.onFailure() == Policies.Undecided.ROLLBACK ? Means.BACK : Means.HOLD,
                "GATE_SHUT: gate " + gate.name() + " (" + gate.type().word() + ") did not open within "
                        + DurationText.format(gate.limit()) + said);
    }

    /** A gate that checks the release while it serves. */
    static Ruling checking(GateSpec gate, Optional<GateAnswer> answer) {
        if (answer.isEmpty() || answer.get().open()) {
            return new Ruling(answer.isEmpty() ? Means.WAIT : Means.GO, "gate " + gate.name() + " agrees");
        }
        String why = "gate " + gate.name() + " (" + gate.type().word() + ") said no "
                + (answer.get().failures() == 1 ? "once" : answer.get().failures() + " times in a row") + ": "
                + answer.get().sentence();
        if (answer.get().failures() < gate.threshold()) {
            return new Ruling(Means.WAIT, why);
        }
        return new Ruling(gate.onFailure() == Policies.Undecided.ROLLBACK ? Means.BACK : Means.HOLD, why);
    }

    /** A gate whose yes takes a release back. */
    static Ruling ordering(GateSpec gate, Optional<GateAnswer> answer) {
        return answer.filter(GateAnswer::open).isPresent()
                ? new Ruling(
                        Means.BACK, "gate " + gate.name() + " (" + gate.type().word() + ") orders the release back")
                : new Ruling(Means.GO, "gate " + gate.name() + " orders nothing");
    }
}
