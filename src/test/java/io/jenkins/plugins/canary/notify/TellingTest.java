package io.jenkins.plugins.canary.notify;

import static io.jenkins.plugins.canary.notify.Newsroom.at;
import static io.jenkins.plugins.canary.notify.Newsroom.ended;
import static io.jenkins.plugins.canary.notify.Newsroom.everyone;
import static io.jenkins.plugins.canary.notify.Newsroom.judged;
import static io.jenkins.plugins.canary.notify.Newsroom.opened;
import static io.jenkins.plugins.canary.notify.Newsroom.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TellingTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> slept = Collections.synchronizedList(new ArrayList<>());
    private final Outbox outbox = new Outbox(Thread::new, slept::add);
    private final Journal journal = new MemoryJournal();
    private final CountDownLatch free = new CountDownLatch(1);

    @AfterEach
    void close() {
        free.countDown();
        outbox.close();
    }

    private Telling telling(Told told, Destination... destinations) {
        return new Telling(
                () -> List.of(destinations),
                outbox,
                told,
                Newsroom.SUBJECT,
                Newsroom.LINKS,
                Clock.fixed(at(30), ZoneOffset.UTC));
    }

    private Destination listener(String name) {
        return everyone(name, news -> heard.add(name + " " + news.occasion().word()));
    }

    private Destination hanging(String name) {
        return everyone(name, news -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                throw DeliveryException.passing("interrupted", Optional.empty());
            }
        });
    }

    private void append(Entry... entries) {
        for (Entry entry : entries) {
            journal.append(entry);
        }
    }

    private void followToTheEnd(Telling telling) {
        telling.follow(journal);
        await().until(() -> telling.underWay() == 0);
        telling.follow(journal);
    }

    @Test
    void eachIsToldInTheOrderInWhichItHappened() {
        append(opened(), weight(1, 5), ended(3, "ROLLED_BACK"));

        followToTheEnd(telling(Told.inMemory(), listener("team")));

        assertThat(heard).containsExactly("team opened", "team weight", "team rolled-back");
    }

    @Test
    void nothingIsToldTwiceByOneDriver() {
        append(opened());
        Telling telling = telling(Told.inMemory(), listener("team"));

        followToTheEnd(telling);
        followToTheEnd(telling);

        assertThat(heard).containsExactly("team opened");
    }

    @Test
    void aDriverThatGoesOnTellsOnlyWhatIsNew(@TempDir Path folder) {
        Path file = folder.resolve("journal.jsonl.told");
        append(opened());
        followToTheEnd(telling(Told.in(file), listener("team")));
        append(weight(1, 5));

        followToTheEnd(telling(Told.in(file), listener("team")));

        assertThat(heard).containsExactly("team opened", "team weight");
    }

    @Test
    void aLineThatACrashToreIsTakenForNotTold(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("told");
        Files.writeString(file, "team\topened\nteam\tweight-1");
        append(opened(), weight(1, 5));

        followToTheEnd(telling(Told.in(file), listener("team")));

        assertThat(heard).containsExactly("team weight");
    }

    @Test
    void whatHappenedLongAgoIsNotNews() {
        append(new Entry.Opened(at(-40), "b7-a1", "prod-eu/shop/checkout", "shop #7", opened().spec()));
        append(weight(1, 5));

        followToTheEnd(telling(Told.inMemory(), listener("team")));

        assertThat(heard).containsExactly("team weight");
    }

    @Test
    void oneThatHangsKeepsNeitherTheReleaseNorTheOthersWaiting() {
        append(opened());

        telling(Told.inMemory(), hanging("pager"), listener("team")).follow(journal);

        await().untilAsserted(() -> assertThat(heard).containsExactly("team opened"));
    }

    @Test
    void moreThanFitsIsGivenUpAndNotWaitedFor() {
        Telling telling = telling(Told.inMemory(), hanging("pager"));
        append(opened());
        for (int i = 0; i < Outbox.LONGEST_QUEUE + 10; i++) {
            append(weight(1, i % 2));
        }

        telling.follow(journal);

        assertThat(telling.underWay()).isLessThanOrEqualTo(Outbox.LONGEST_QUEUE + 1);
    }

    @Test
    void whatMayPassIsTriedAgainEverMoreSlowlyAndThenGivenUp() {
        append(opened());
        Destination down = everyone("pager", news -> {
            heard.add("called");
            throw DeliveryException.passing("pager.example answered 503", Optional.empty());
        });

        followToTheEnd(telling(Told.inMemory(), down));

        assertThat(heard).hasSize(Outbox.PAUSES.size() + 1);
        assertThat(slept).isEqualTo(Outbox.PAUSES);
    }

    @Test
    void aReceiverThatWantsToBeLeftAloneIsButNotForLong() {
        append(opened());
        Destination busy = everyone("pager", news -> {
            throw DeliveryException.passing("later", Optional.of(Duration.ofHours(1)));
        });

        followToTheEnd(telling(Told.inMemory(), busy));

        assertThat(slept).containsOnly(Duration.ofSeconds(60));
    }

    @Test
    void thatSomebodyCannotBeToldIsNotedOnceInTheJournal() {
        Destination gone = everyone("pager", news -> {
            throw DeliveryException.lasting("pager.example answered 404");
        });
        Telling telling = telling(Told.inMemory(), gone);
        append(opened(), weight(1, 5));

        followToTheEnd(telling);

        assertThat(journal.story().stream().filter(Entry.Event.class::isInstance))
                .singleElement()
                .satisfies(entry -> assertThat(((Entry.Event) entry).sentence())
                        .isEqualTo("pager was not told that the release is 'opened': pager.example answered 404"));
    }

    @Test
    void aConfigurationThatCannotBeReadDoesNotReachTheDriver() {
        append(opened());
        Telling telling = new Telling(
                () -> {
                    throw new IllegalStateException("no configuration");
                },
                outbox,
                Told.inMemory(),
                Newsroom.SUBJECT,
                Links.NONE,
                Clock.systemUTC());

        telling.follow(journal);

        assertThat(telling.underWay()).isZero();
    }

    @Test
    void inAMaintenanceWindowOnlyWhatIsCriticalIsTold() {
        Destination quiet = new Destination(
                "team",
                news -> heard.add(news.occasion().word()),
                Severity.INFO,
                Set.of(),
                List.of(Window.parse("daily 10:00-11:00")));
        append(opened(), judged(3, Verdict.Kind.FAIL, Reason.GUARD_TRIPPED, 1), ended(4, "ROLLED_BACK"));

        followToTheEnd(telling(Told.inMemory(), quiet));

        assertThat(heard).containsExactly("verdict");
    }

    @Test
    void aDestinationIsToldOnlyOfItsOccasionsAndOfWhatIsGraveEnough() {
        Destination few = new Destination(
                "team",
                news -> heard.add(news.occasion().word()),
                Severity.WARNING,
                Set.of(Occasion.VERDICT, Occasion.OPENED),
                List.of());
        append(opened(), judged(3, Verdict.Kind.FAIL, Reason.WORSE, 3), ended(4, "ROLLED_BACK"));

        followToTheEnd(telling(Told.inMemory(), few));

        assertThat(heard).containsExactly("verdict");
    }
}
