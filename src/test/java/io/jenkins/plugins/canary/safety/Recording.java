package io.jenkins.plugins.canary.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.simulation.Routing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * One undisturbed run of an act, kept call by call, so that every case can begin where it differs from that run. What a process
 * that is killed leaves behind is what stood after its last call. A process that is to be struck at a call makes all calls before
 * it as ever, and gets the answers that it got then: it must ask for the very same, byte for byte, or the case fails.
 */
final class Recording {
    private static final int NEVER = Integer.MAX_VALUE;

    final Act act;
    final Routing routing;
    final World world;
    private final List<Left> left = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Footprint> footprints;
    private final List<Entry> entries;
    private final int entriesBefore;
    private final Instant begun;

    /** What a call leaves behind. */
    private record Left(World.Point point, int entries) {}

    /** One call over HTTP, and how everything stood when it was made. */
    private record Exchange(World.Point before, String asked, int code, String answer) {}

    Recording(Act act, World world, Routing routing) {
        this.act = act;
        this.routing = routing;
        this.world = world;
        Journal journal = new MemoryJournal();
        act.prepare(process(journal, NEVER));
        this.entriesBefore = journal.entries().size();
        this.begun = world.clock.instant();
        Process process = process(journal, NEVER);
        world.afterEachCall(
                () -> left.add(new Left(world.now(), journal.entries().size())));
        Lab.ofThisThread().disturbed(this::record, () -> assertThat(process.run(act::operation))
                .isInstanceOf(Progress.Done.class));
        world.afterEachCall(() -> {});
        this.footprints = process.footprints();
        this.entries = journal.entries();
        assertThat(exchanges).as("each call goes over HTTP once").hasSameSizeAs(footprints);
    }

    /** What each call of the act left behind. */
    List<Footprint> footprints() {
        return footprints;
    }

    /** A process that knows only what stands. */
    Process process(Journal journal, int lastCall) {
        act.arrange(world);
        return new Process(world, Lab.ofThisThread().client(), journal, act, lastCall);
    }

    /** Makes everything what a process left that was killed right after that call, counted from 1; returns its journal. */
    Journal killedAfter(int call) {
        Left last = left.get(call - 1);
        world.goBackTo(last.point());
        return journal(last.entries());
    }

    /** Lets the act be done to its end, struck at that call, counted from 1; returns its journal. */
    Journal struckAt(int call, Fault fault) {
        Journal journal = journal(entriesBefore);
        world.replayFrom(begun);
        Process process = process(journal, NEVER);
        AtomicInteger calls = new AtomicInteger();
        Lab.ofThisThread()
                .disturbed(
                        chain -> {
                            int number = calls.incrementAndGet();
                            if (number > call) {
                                return chain.proceed(chain.request());
                            }
                            Exchange known = exchanges.get(number - 1);
                            mustBeTheSame(chain.request(), known, number);
                            if (number < call) {
                                return answer(chain.request(), known);
                            }
                            mustBeThatTime(known);
                            world.goBackTo(known.before());
                            return fault.strike(chain);
                        },
                        () -> assertThat(process.run(act::operation)).isInstanceOf(Progress.Done.class));
        assertThat(calls.get()).as("calls made").isGreaterThanOrEqualTo(call);
        return journal;
    }

    private Journal journal(int number) {
        Journal journal = new MemoryJournal();
        entries.subList(0, number).forEach(journal::append);
        return journal;
    }

    private Response record(Interceptor.Chain chain) throws IOException {
        World.Point before = world.now();
        String asked = asked(chain.request());
        Response response = chain.proceed(chain.request());
        String answer = response.peekBody(Long.MAX_VALUE).string();
        exchanges.add(new Exchange(before, asked, response.code(), answer));
        return response;
    }

    private static String asked(Request request) throws IOException {
        Buffer body = new Buffer();
        if (request.body() != null) {
            request.body().writeTo(body);
        }
        return request.method() + " " + request.url() + "\n" + body.readUtf8();
    }

    private static void mustBeTheSame(Request request, Exchange known, int number) throws IOException {
        if (!asked(request).equals(known.asked())) {
            throw new AssertionError("call " + number + " is another than in the undisturbed run: " + asked(request)
                    + "\nthen: " + known.asked());
        }
    }

    private void mustBeThatTime(Exchange known) {
        if (!world.clock.instant().equals(known.before().time())) {
            throw new AssertionError("it is " + world.clock.instant() + ", and was "
                    + known.before().time() + " in the undisturbed run");
        }
    }

    private static Response answer(Request request, Exchange known) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(known.code())
                .message("replayed")
                .body(ResponseBody.create(known.answer(), MediaType.get("application/json")))
                .build();
    }
}
