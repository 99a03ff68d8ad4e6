package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.PrometheusSource;
import io.jenkins.plugins.canary.metrics.PunctualSource;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.Rollout;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.target.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import okhttp3.FormBody;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that begins to fail in the middle of a healthy release: nobody is blamed, and the message says what to do. */
class SourceFailuresTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOUND = Duration.ofMinutes(7);

    /** What is wrong with the source, and a part of what the user is told to do. */
    enum Way {
        REFUSED("check that it runs and can be reached") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) throws IOException {
                throw new ConnectException("Connection refused");
            }
        },
        RESET("look for a proxy or a limit before it") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) throws IOException {
                throw new SocketException("Connection reset");
            }
        },
        SLOW("narrow the selector or allow a longer timeout") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) throws IOException {
                throw new InterruptedIOException("timeout");
            }
        },
        STATUS_401("check the source's credentials") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) {
                return response(chain, 401, "");
            }
        },
        STATUS_429("it asks for fewer calls") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) {
                return response(chain, 429, "");
            }
        },
        STATUS_500("look into its own log") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) {
                return response(chain, 500, "internal error");
            }
        },
        HTML("check the source's address and path prefix") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) {
                return response(chain, 200, "<!DOCTYPE html><html>Sign in</html>");
            }
        },
        TRUNCATED("look for a proxy before it that cuts answers off") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) throws IOException {
                String whole = sound(chain);
                return response(chain, 200, whole.substring(0, whole.length() / 2));
            }
        },
        WRONG_TYPE("check that the source's address is that of a Prometheus") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) {
                return response(
                        chain,
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1,\"up\"]}}");
            }
        },
        NAN_ONLY("check that these pods are scraped") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) throws IOException {
                return response(chain, 200, sound(chain).replaceAll("(\\[[-0-9.E]+,\")[^\"]*\"", "$1NaN\""));
            }
        },
        OLD_DATA("check that it still scrapes the pods") {
            @Override
            Response answer(Interceptor.Chain chain, Instant since) throws IOException {
                return response(chain, 200, without(JSON.readTree(sound(chain)), since));
            }
        },
        CLOCK_OFF("set both clocks by NTP") {
            @Override
            Duration ahead() {
                return Duration.ofMinutes(5);
            }

            @Override
            Response answer(Interceptor.Chain chain, Instant since) throws IOException {
                return chain.proceed(chain.request());
            }
        };

        private final String advice;

        Way(String advice) {
            this.advice = advice;
        }

        Duration ahead() {
            return Duration.ZERO;
        }

        abstract Response answer(Interceptor.Chain chain, Instant since) throws IOException;

        private static String sound(Interceptor.Chain chain) throws IOException {
            try (Response response = chain.proceed(chain.request())) {
                return response.body().string();
            }
        }

        /** What a Prometheus still knows that scraped for the last time then. */
        private static String without(JsonNode answer, Instant since) {
            double last = since.toEpochMilli() / 1000.0;
            for (JsonNode series : answer.at("/data/result")) {
                ArrayNode kept = JSON.createArrayNode();
                series.path("values").forEach(sample -> {
                    if (sample.get(0).asDouble() <= last) {
                        kept.add(sample);
                    }
                });
                if (series.has("values")) {
                    ((ObjectNode) series).set("values", kept);
                }
            }
            return answer.toString();
        }

        private static Response response(Interceptor.Chain chain, int code, String body) {
            return new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(code)
                    .message("")
                    .body(ResponseBody.create(body.getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
                    .build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsBlamedAndTheMessageSaysWhatToDo(Way way) throws IOException {
        try (Simulation world = Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), 3);
                KubernetesClient client = Clients.ofKubeconfig(world.cluster().kubeconfig())) {
            Journal journal = new MemoryJournal();
            ReleaseSpec spec =
                    SpecReader.read(world.exampleSpecYaml() + "sourceDownAfter: 3m\nmaxDuration: 15m\nextensions: 0\n");
            MetricSource source = source(world, way);
            Release release = new Release(
                    "r1",
                    Session.holder(),
                    spec,
                    Wiring.adapters(
                            new FabricKubernetesApi(client), spec.target(), world.clock(), name -> source, journal));

            ReleaseResult result = run(world, new Rollout(release));

            assertThat(result.outcome()).contains(Outcome.HELD);
            assertThat(result.verdict().map(Verdict::kind)).contains(Verdict.Kind.INCONCLUSIVE);
            assertThat(result.verdict().map(Verdict::reason))
                    .contains(way == Way.NAN_ONLY ? Reason.NO_DATA : Reason.SOURCE_DOWN);
            assertThat(result.reason()).contains(way.advice);
            assertThat(journal.entries()).noneMatch(SourceFailuresTest::blames);
            assertThat(world.totals().lost()).isZero();
        }
    }

    private static boolean blames(Entry entry) {
        return entry instanceof Entry.Judged judged && judged.verdict().kind() == Verdict.Kind.FAIL;
    }

    private static ReleaseResult run(Simulation world, Rollout rollout) {
        for (int tick = 0; tick < 10_000; tick++) {
            Instant now = world.clock().instant();
            Progress progress = rollout.tick(now);
            if (progress instanceof Progress.Waiting waiting) {
                world.advanceTo(waiting.until().isAfter(now) ? waiting.until() : now.plusSeconds(1));
            } else if (progress instanceof Progress.Done done) {
                return done.result();
            } else {
                throw new AssertionError(progress);
            }
        }
        throw new AssertionError("no end");
    }

    private static MetricSource source(Simulation world, Way way) {
        Instant since = world.clock().instant().plus(SOUND);
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> answer(world, way, chain, since))
                .build();
        PrometheusAccess access = PrometheusAccess.of("prom-eu", URI.create(world.prometheusUrl()));
        PrometheusSource prometheus = new PrometheusSource(access, client);
        return new PunctualSource("prom-eu", prometheus, prometheus::serverTime, world.clock());
    }

    private static Response answer(Simulation world, Way way, Interceptor.Chain chain, Instant since)
            throws IOException {
        Instant now = world.clock().instant();
        boolean failing = !now.isBefore(since);
        if (((FormBody) chain.request().body()).value(0).equals("time()") && (!failing || clockAnswers(way))) {
            String time = String.valueOf(
                    now.plus(failing ? way.ahead() : Duration.ZERO).toEpochMilli() / 1000.0);
            return Way.response(
                    chain,
                    200,
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[" + time + ",\"" + time
                            + "\"]}}");
        }
        return failing ? way.answer(chain, since) : chain.proceed(chain.request());
    }

    private static boolean clockAnswers(Way way) {
        return way == Way.CLOCK_OFF || way == Way.NAN_ONLY || way == Way.OLD_DATA;
    }
}
