package io.jenkins.plugins.canary.config;

import hudson.Util;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that a person typed. */
final class Urls {
    /** What the address of a cluster looks like. */
    static final String CLUSTER = "It should read like https://10.0.0.1:6443";

    /** What the address of a Prometheus looks like. */
    static final String PROMETHEUS = "It should read like https://prometheus.example.org/prefix, without ? and #";

    private Urls() {}

    /** Whether it is an address of HTTP with a host, and nothing that could hide a second one. */
    static boolean isHttp(String text) {
        try {
            URI uri = new URI(Util.fixNull(text).trim());
            return uri.getScheme() != null
                    && uri.getScheme().matches("(?i)https?")
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
