package io.jenkins.plugins.canary.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Job;
import io.jenkins.plugins.canary.run.CanaryPermissions;
import io.jenkins.plugins.canary.run.Clockwork;
import io.jenkins.plugins.canary.run.OpenRelease;
import io.jenkins.plugins.canary.run.PastRelease;
import io.jenkins.plugins.canary.run.PastReleases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The releases of all of Jenkins, as far as whoever looks may see them, as JSON. Reads no build and asks no cluster. */
final class Overview {
    private static final Duration BACK = Duration.ofDays(7L * 12);
    private static final int SHOWN = 50;

    private final Map<String, Optional<Job<?, ?>>> jobs = new HashMap<>();

    private Overview() {}

    static ObjectNode ofWhoeverLooks() {
        return new Overview().json();
    }

    private ObjectNode json() {
        Instant now = Clockwork.get().clock().instant();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode open = json.putArray("open");
        OpenRelease.all().stream()
                .filter(release -> release.build().hasPermission(CanaryPermissions.VIEW))
                .forEach(release -> open.add(ReleaseRow.of(release.build(), release.release())));
        List<PastRelease> past = PastReleases.all().stream()
                .filter(release ->
                        release.ended().filter(now.minus(BACK)::isBefore).isPresent())
                .filter(release -> job(release).isPresent())
                .toList();
        json.set("weeks", Weeks.of(past, now));
        List<PastRelease> latest = new ArrayList<>(past.subList(Math.max(0, past.size() - SHOWN), past.size()));
        Collections.reverse(latest);
        ArrayNode rows = json.putArray("past");
        latest.forEach(release -> rows.add(ReleaseRow.of(release, url(release))));
        return json;
    }

    private String url(PastRelease release) {
        return job(release).map(job -> job.getUrl() + release.getBuild() + "/").orElse("");
    }

    /** The job, if it is still there and may be seen. */
    private Optional<Job<?, ?>> job(PastRelease release) {
        return jobs.computeIfAbsent(release.getJob(), name -> {
            Job<?, ?> job = Jenkins.get().getItemByFullName(name, Job.class);
            return Optional.<Job<?, ?>>ofNullable(job).filter(found -> found.hasPermission(CanaryPermissions.VIEW));
        });
    }
}
