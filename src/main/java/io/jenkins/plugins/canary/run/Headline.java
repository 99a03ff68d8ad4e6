package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.Phase;
import java.util.ArrayList;
import java.util.List;

/** What of a journal fits into one line; a fold that goes on from where it was. Not thread-safe. */
final class Headline {
    private int seen;
    private int weight;
    private String besides = "";
    private String verdict = "";
    private String sentence = "";
    private Phase phase = Phase.PREPARING;
    private boolean paused;
    private boolean promotionOrdered;
    private String asked = "";
    private final List<Deed> deeds = new ArrayList<>();
    private final Course course = new Course();

    /**
     * Takes in what was added to the journal since the last time.
     *
     * @return whether anything was
     */
    boolean follow(List<Entry> entries) {
        boolean news = seen < entries.size();
        entries.subList(seen, entries.size()).forEach(this::take);
        seen = entries.size();
        return news;
    }

    private void take(Entry entry) {
        course.take(entry);
        if (entry instanceof Entry.WeightSet set) {
            takeWeight(set);
        } else if (entry instanceof Entry.Judged judged) {
            verdict = judged.verdict().kind().name();
            sentence = judged.verdict().sentence();
        } else if (entry instanceof Entry.Event event) {
            take(event);
        }
    }

    /** What was found with some requests says nothing of the next. */
    private void takeWeight(Entry.WeightSet set) {
        if (set.percent() != weight || !set.besides().equals(besides)) {
            verdict = "";
            sentence = "";
        }
        asked = "";
        promotionOrdered = false;
        weight = set.percent();
        besides = set.besides();
        phase = Phase.SERVING;
    }

    private void take(Entry.Event event) {
        if (!event.who().isEmpty()) {
            deeds.add(new Deed(event));
        }
        switch (event.kind()) {
            case Kinds.PAUSED -> paused = true;
            case Kinds.RESUMED -> paused = false;
            case Kinds.ASKED -> asked = event.sentence();
            case Kinds.APPROVED -> asked = "";
            case Kinds.PROMOTION_ORDERED -> promotionOrdered = true;
            case Kinds.HOME -> goHome();
            case Kinds.PROMOTING -> phase = Phase.PROMOTING;
            case Kinds.ROLLBACK -> phase = Phase.ROLLING_BACK;
            default -> takeFailure(event);
        }
    }

    /** It serves again, and what was ordered is over. */
    private void takeFailure(Entry.Event event) {
        if (event.key().equals("promotion-failed")) {
            phase = Phase.SERVING;
            promotionOrdered = false;
        }
    }

    private void goHome() {
        weight = 0;
        besides = "";
    }

    /** As far as the release has come; whether it is over is said by its result alone. */
    Phase phase() {
        return phase;
    }

    /** Whether a person holds it where it is. */
    boolean isPaused() {
        return paused;
    }

    /** Whether a person ordered that it is promoted from this weight. */
    boolean isPromotionOrdered() {
        return promotionOrdered;
    }

    /** The sentence by which a person was asked whether the canary may leave its weight; empty if nobody is. */
    String asked() {
        return asked;
    }

    /** What people ordered, oldest first. */
    List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    /** When what became of it. */
    Course course() {
        return course.copy();
    }

    /** Percent that was last read back from the route. */
    int weight() {
        return weight;
    }

    /** What the canary has beside the weight, for people; empty if nothing. */
    String besides() {
        return besides;
    }

    /** Name of the latest verdict; empty before the first. */
    String verdict() {
        return verdict;
    }

    /** The latest verdict's sentence. */
    String sentence() {
        return sentence;
    }
}
