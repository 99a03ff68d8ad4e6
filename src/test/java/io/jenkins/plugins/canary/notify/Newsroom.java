package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** A release to tell of. */
final class Newsroom {
    static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");
    static final Links LINKS = new Links(
            "https://jenkins.example/job/shop/7/canary",
            "https://wiki.example/{{namespace}}/{{workload}}",
            "",
            "0123456789abcdef0123456789abcdef01234567",
            "main");

    static final Subject SUBJECT =
            new Subject("b7-a1", "prod-eu/shop/checkout", "prod-eu", "shop", "checkout", "shop #7");

    /** What to do when the metric "errors by route" is not fine. */
    static final String RUNBOOK = "https://wiki.example.org/errors-by-route";

    private Newsroom() {}

    static Entry.Opened opened() {
        ObjectNode spec =
                Json.object().put("cluster", "prod-eu").put("namespace", "shop").put("workload", "checkout");
        spec.putArray("metrics")
                .addObject()
                .putObject("errorRatio")
                .put("name", "errors by route")
                .put("runbook", RUNBOOK);
        return new Entry.Opened(BEGIN, "b7-a1", "prod-eu/shop/checkout", "shop #7", spec);
    }

    static Entry.WeightSet weight(int minute, int percent) {
        return new Entry.WeightSet(at(minute), percent);
    }

    static Entry.Event event(int minute, String key, String kind, String sentence) {
        return new Entry.Event(at(minute), key, kind, sentence);
    }

    static Entry.Judged judged(int minute, Verdict.Kind kind, Reason reason, double ratioLow) {
        return judged(minute, kind, reason, evidence("errors", 9, ratioLow));
    }

    static Entry.Judged judged(int minute, Verdict.Kind kind, Reason reason, Evidence... evidence) {
        return new Entry.Judged(
                at(minute), 5, new Verdict(kind, reason, "5 % of 1000 and 1 % of 9000", false, List.of(evidence)));
    }

    /** For FAIL 3 is enough. */
    static Evidence evidence(String metric, double logFail, double ratioLow) {
        return new Evidence(
                metric,
                "errors",
                1000,
                50,
                9000,
                90,
                logFail,
                3,
                0,
                3,
                OptionalDouble.of(ratioLow),
                OptionalDouble.of(9),
                OptionalDouble.empty());
    }

    static Entry.Ended ended(int minute, String outcome) {
        return new Entry.Ended(at(minute), outcome, "the errors of <b>canary</b> & co were 5 %");
    }

    static Instant at(int minute) {
        return BEGIN.plusSeconds(60L * minute);
    }

    /** What is told of those entries, after the beginning. */
    static List<News> told(Entry... entries) {
        Story story = new Story(SUBJECT, LINKS);
        List<News> news = new ArrayList<>();
        story.next(opened()).ifPresent(news::add);
        for (Entry entry : entries) {
            story.next(entry).ifPresent(news::add);
        }
        return news;
    }

    /** What is told of the last of those entries. */
    static News last(Entry... entries) {
        List<News> news = told(entries);
        return news.get(news.size() - 1);
    }

    static News critical() {
        return last(weight(1, 5), judged(3, Verdict.Kind.FAIL, Reason.WORSE, 2.5));
    }

    static News promoted() {
        return last(weight(1, 5), judged(9, Verdict.Kind.PASS, Reason.ALL_PASSED, 0.5), ended(12, "PROMOTED"));
    }

    static Destination everyone(String name, Channel channel) {
        return new Destination(name, channel, Severity.INFO, Set.of(), List.of());
    }
}
