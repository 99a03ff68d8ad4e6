package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.kubernetes.Claims;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The claims of a namespace, for people and for programs. */
record ClaimTable(String namespace, List<Claims.Found> claims, Instant now) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A line or two for each claim. */
    String text() {
        return claims.isEmpty()
                ? "No release was ever made in namespace " + namespace + ".\n"
                : claims.stream().map(this::lines).collect(Collectors.joining());
    }

    private String lines(Claims.Found found) {
        return found.state()
                .map(state -> Console.printable(found.workload().orElseThrow() + "  " + standing(state)) + "\n    "
                        + Console.printable(details(state)) + "\n")
                .orElseGet(() ->
                        Console.printable(found.lease() + "  " + found.problem().orElse("")) + "\n");
    }

    private static String standing(ClaimState state) {
        ClaimRecord claim = state.claim();
        return claim.phase() == Phase.DONE
                ? claim.ending().map(ending -> ending.outcome().name()).orElse("DONE") + " " + time(claim.phaseSince())
                : claim.phase() + " at " + claim.weight() + " % since "
                        + time(claim.weightSince().orElse(claim.phaseSince()))
                        + claim.orders()
                                .pause()
                                .map(pause -> ", paused by " + pause.byWhom())
                                .orElse("")
                        + awaited(claim)
                                .map(until -> ", waiting until " + time(until) + " for 'canary approve'")
                                .orElse("");
    }

    /** Until when a person is waited for. */
    private static Optional<Instant> awaited(ClaimRecord claim) {
        return claim.approval().isPresent() ? Optional.empty() : claim.approvalUntil();
    }

    private String details(ClaimState state) {
        ClaimRecord claim = state.claim();
        String release = "release " + claim.release() + " of " + claim.holder();
        return claim.phase() == Phase.DONE
                ? release
                        + claim.ending()
                                .map(Ending::reason)
                                .map(why -> ": " + why)
                                .orElse("")
                : release + (state.watchedAt(now) ? "" : ", which nobody watches") + "; expires "
                        + time(claim.expires())
                        + claim.ending()
                                .map(Ending::reason)
                                .map(why -> "; " + why)
                                .orElse("");
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The same as a JSON array. */
    String json() throws JsonProcessingException {
        ArrayNode array = MAPPER.createArrayNode();
        claims.forEach(found -> describe(array.addObject(), found));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
    }

    private void describe(ObjectNode json, Claims.Found found) {
        json.put("namespace", namespace).put("lease", found.lease());
        found.workload().ifPresent(workload -> json.put("workload", workload.toString()));
        found.problem().ifPresent(problem -> json.put("problem", problem));
        found.state().ifPresent(state -> describe(json, state));
    }

    private void describe(ObjectNode json, ClaimState state) {
        ClaimRecord claim = state.claim();
        json.put("release", claim.release())
                .put("phase", claim.phase().name())
                .put("weight", claim.weight())
                .put("holder", claim.holder().toString())
                .put("opened", claim.opened().toString())
                .put("expires", claim.expires().toString())
                .put("renewed", state.renewed().toString())
                .put("watched", state.watchedAt(now))
                .put("paused", claim.orders().pause().isPresent());
        awaited(claim).ifPresent(until -> json.put("approvalUntil", until.toString()));
        claim.weightSince().ifPresent(since -> json.put("weightSince", since.toString()));
        claim.ending().ifPresent(ending -> json.put("outcome", ending.outcome().name())
                .put("reason", ending.reason()));
    }
}
