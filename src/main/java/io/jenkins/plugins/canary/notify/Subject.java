package io.jenkins.plugins.canary.notify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Which release is spoken of.
 *
 * @param release its id
 * @param target as people write it
 * @param workload as a specification writes it, {@code checkout} or {@code statefulset/db}
 * @param holder who drives it, as people read it
 */
public record Subject(String release, String target, String cluster, String namespace, String workload, String holder) {
    /** Checks that nothing is missing. */
    public Subject {
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(holder, "holder");
    }

    /** What makes everything that is told of it one incident. At most 250 characters. */
    public String incident() {
        String text = "canary/" + target + "/" + release;
        return text.length() <= 250 ? text : text.substring(0, 200) + "~" + Integer.toHexString(text.hashCode());
    }

    /** The address with what stands for the target put in. */
    String expand(String address) {
        return address.replace("{{cluster}}", encoded(cluster))
                .replace("{{namespace}}", encoded(namespace))
                .replace("{{workload}}", encoded(workload))
                .replace("{{release}}", encoded(release));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
