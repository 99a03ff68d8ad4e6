package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/**
 * A deployment on GitHub with its statuses (REST API, {@code /repos/…/deployments}). It is found again by its task, which names the
 * release, so that nothing has to be remembered.
 */
final class GithubDeployment implements Channel {
    private static final int LONGEST_DESCRIPTION = 140;

    private final Wire wire;
    private final HttpUrl deployments;
    private final String environment;

    /** @param repository as {@code owner/name} */
    GithubDeployment(Wire wire, HttpUrl server, String repository, String environment, String token) {
        this.wire = wire.with("Authorization", "Bearer " + token)
                .with("Accept", "application/vnd.github+json")
                .with("X-GitHub-Api-Version", "2022-11-28");
        this.deployments = server.newBuilder()
                .addPathSegment("repos")
                .addPathSegments(repository)
                .addPathSegment("deployments")
                .build();
        this.environment = environment;
    }

    @Override
    public boolean carries(News news) {
        return isOfDeployment(news);
    }

    /** Whether it says something of a deployment. */
    static boolean isOfDeployment(News news) {
        return Deployment.of(news).isPresent() || news.occasion() == Occasion.TEST;
    }

    @Override
    public void deliver(News news) {
        if (news.occasion() == Occasion.TEST) {
            wire.get(deployments.newBuilder().addQueryParameter("per_page", "1").build());
            return;
        }
        String commit = Deployment.commit(news);
        String task = "canary:" + news.subject().release();
        JsonNode found = wire.get(deployments
                .newBuilder()
                .addQueryParameter("sha", commit)
                .addQueryParameter("task", task)
                .addQueryParameter("environment", environment)
                .build());
        long id = found.path(0).path("id").asLong(0);
        if (id == 0) {
            id = wire.post(deployments, opening(news, commit, task)).path("id").asLong();
        }
        wire.post(
                deployments
                        .newBuilder()
                        .addPathSegment(Long.toString(id))
                        .addPathSegment("statuses")
                        .build(),
                status(news));
    }

    private ObjectNode opening(News news, String commit, String task) {
        ObjectNode body = Json.object()
                .put("ref", commit)
                .put("task", task)
                .put("environment", environment)
                .put("auto_merge", false)
                .put(
                        "description",
                        Wire.cut("Canary release of " + news.subject().target(), LONGEST_DESCRIPTION));
        body.putArray("required_contexts");
        return body;
    }

    private ObjectNode status(News news) {
        String state =
                switch (Deployment.of(news).orElseThrow()) {
                    case RUNNING -> "in_progress";
                    case WAITING -> "pending";
                    case SUCCESS -> "success";
                    case FAILURE -> "failure";
                    case CANCELED -> "error";
                };
        ObjectNode body = Json.object()
                .put("state", state)
                .put("environment", environment)
                .put("description", Wire.cut(news.title() + ": " + news.sentence(), LONGEST_DESCRIPTION));
        if (!news.links().page().isEmpty()) {
            body.put("log_url", news.links().page());
        }
        return body;
    }
}
