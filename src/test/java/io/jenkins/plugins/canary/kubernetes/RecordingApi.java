package io.jenkins.plugins.canary.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes down which calls were made. */
final class RecordingApi extends TappedApi {
    private final List<String> calls = new ArrayList<>();

    RecordingApi(KubernetesApi real) {
        super(real);
    }

    /** The calls since the last time that somebody asked. */
    List<String> calls() {
        List<String> since = List.copyOf(calls);
        calls.clear();
        return since;
    }

    /** The same without calls that change nothing. */
    List<String> writes() {
        return calls().stream()
                .filter(call -> call.matches("(create|update|delete) .*"))
                .toList();
    }

    @Override
    protected <R> R tap(Call call, Supplier<R> real) {
        if (!call.verb().equals("discover")) {
            calls.add(call.said(call.kind().map(Kind::plural).orElse("")));
        }
        return real.get();
    }
}
