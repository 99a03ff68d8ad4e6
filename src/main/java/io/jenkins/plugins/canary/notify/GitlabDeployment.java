package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A deployment in an environment of GitLab (API v4, {@code /projects/:id/deployments}). It is found again as the one of the commit
 * that is still running there.
 */
final class GitlabDeployment implements Channel {
    private static final String RUNNING = "running";

    private final Wire wire;
    private final HttpUrl deployments;
    private final String environment;

    /** @param project its number or its full path */
    GitlabDeployment(Wire wire, HttpUrl server, String project, String environment, String token) {
        this.wire = wire.with("PRIVATE-TOKEN", token);
        this.deployments = server.newBuilder()
                .addPathSegments("api/v4/projects")
                .addPathSegment(project)
                .addPathSegment("deployments")
                .build();
        this.environment = environment;
    }

    @Override
    public boolean carries(News news) {
        return isBeginningOrEnd(news);
    }

    /** GitLab knows of nothing in between. */
    static boolean isBeginningOrEnd(News news) {
        return news.occasion() == Occasion.TEST
                || Deployment.of(news)
                        .filter(state -> news.occasion() == Occasion.OPENED || isEnd(state))
                        .isPresent();
    }

    private static boolean isEnd(Deployment state) {
        return state != Deployment.RUNNING && state != Deployment.WAITING;
    }

    @Override
    public void deliver(News news) {
        if (news.occasion() == Occasion.TEST) {
            wire.get(deployments.newBuilder().addQueryParameter("per_page", "1").build());
            return;
        }
        Deployment state = Deployment.of(news).orElseThrow();
        Optional<Long> running = find(Deployment.commit(news));
        if (!isEnd(state) && running.isEmpty()) {
            open(news);
        } else if (isEnd(state) && running.isPresent()) {
            wire.put(
                    deployments
                            .newBuilder()
                            .addPathSegment(running.get().toString())
                            .build(),
                    Json.object().put("status", word(state)));
        }
    }

    private static String word(Deployment state) {
        return switch (state) {
            case RUNNING, WAITING -> RUNNING;
            case SUCCESS -> "success";
            case FAILURE -> "failed";
            case CANCELED -> "canceled";
        };
    }

    private Optional<Long> find(String commit) {
        JsonNode running = wire.get(deployments
                .newBuilder()
                .addQueryParameter("environment", environment)
                .addQueryParameter("status", RUNNING)
                .addQueryParameter("order_by", "id")
                .addQueryParameter("sort", "desc")
                .build());
        for (JsonNode deployment : running) {
            if (deployment.path("sha").asText().equals(commit)) {
                return Optional.of(deployment.path("id").asLong());
            }
        }
        return Optional.empty();
    }

    private void open(News news) {
        ObjectNode body = Json.object()
                .put("environment", environment)
                .put("sha", Deployment.commit(news))
                .put("ref", news.links().ref().isEmpty() ? "HEAD" : news.links().ref())
                .put("tag", false)
                .put("status", RUNNING);
        wire.post(deployments, body);
    }
}
