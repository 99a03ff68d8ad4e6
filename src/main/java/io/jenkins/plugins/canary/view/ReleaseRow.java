package io.jenkins.plugins.canary.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Run;
import io.jenkins.plugins.canary.run.Course;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.run.PastRelease;
import java.time.Duration;
import java.time.Instant;

/** A release as one row of a page of many. */
final class ReleaseRow {
    private ReleaseRow() {}

    /** One that a build remembers, over or not. */
    static ObjectNode of(Run<?, ?> build, KeptRelease release) {
        ObjectNode row = begin(build.getParent().getFullName(), build.getNumber(), build.getUrl(), release.getTarget())
                .put("id", release.getId())
                .put("outcome", release.getOutcome())
                .put("verdict", release.getVerdict())
                .put("reason", release.getReason());
        if (!release.isOver()) {
            row.put("phase", release.getPhase())
                    .put("weight", release.getWeight())
                    .put("besides", release.getBesides())
                    .put("paused", release.isPaused())
                    .put("asked", release.getAsked());
            release.getExpiry().ifPresent(expires -> row.put("expires", expires.toEpochMilli()));
        }
        return add(row, release.getCourse(), build.getTimeInMillis());
    }

    /**
     * One that is over.
     *
     * @param url of its build, relative to that of Jenkins
     */
    static ObjectNode of(PastRelease release, String url) {
        ObjectNode row = begin(release.getJob(), release.getBuild(), url, release.getTarget())
                .put("id", release.getId())
                .put("outcome", release.getOutcome())
                .put("verdict", release.getVerdict())
                .put("reason", release.getReason());
        return add(row, release.getCourse(), 0);
    }

    private static ObjectNode begin(String job, int build, String url, String target) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("job", job)
                .put("build", build)
                .put("url", url)
                .put("target", target);
    }

    private static ObjectNode add(ObjectNode row, Course course, long otherwise) {
        row.put("opened", course.opened().map(Instant::toEpochMilli).orElse(otherwise));
        row.put("version", course.version()).put("highest", course.highest());
        course.ended().ifPresent(at -> row.put("ended", at.toEpochMilli()));
        course.found().map(Duration::toSeconds).ifPresent(seconds -> row.put("foundSeconds", seconds));
        return row;
    }
}
