package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;

/**
 * Everything there is to tell, as JSON to any receiver. With a secret each request is signed: {@code X-Canary-Signature} is
 * {@code sha256=} and the HMAC-SHA256 (RFC 2104) in hexadecimal of the {@code X-Canary-Timestamp}, a full stop, and the body.
 */
final class Webhook implements Channel {
    private final Wire wire;
    private final HttpUrl url;
    private final String secret;
    private final Clock clock;

    Webhook(Wire wire, HttpUrl url, String secret, Clock clock) {
        this.wire = wire;
        this.url = url;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public void deliver(News news) {
        byte[] body = Wire.bytes(body(news));
        Wire signed = wire.with("X-Canary-Event", news.occasion().word()).with("X-Canary-Delivery", delivery(news));
        if (!secret.isEmpty()) {
            String timestamp = Long.toString(clock.instant().getEpochSecond());
            signed = signed.with("X-Canary-Timestamp", timestamp)
                    .with("X-Canary-Signature", "sha256=" + sign(secret, timestamp, body));
        }
        signed.post(url, body);
    }

    /** The same again when the same is sent again; nothing but printable ASCII may stand in a header. */
    private static String delivery(News news) {
        return (news.subject().release() + "/" + news.key()).replaceAll("[^ -~]", "_");
    }

    /** The signature in hexadecimal. */
    static String sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** What a receiver gets. */
    static ObjectNode body(News news) {
        ObjectNode body = Json.object()
                .put("format", 1)
                .put("event", news.occasion().word())
                .put("severity", news.severity().word())
                .put("key", news.key())
                .put("at", news.at().toString())
                .put("title", news.title())
                .put("sentence", news.sentence());
        Subject subject = news.subject();
        body.putObject("release")
                .put("id", subject.release())
                .put("target", subject.target())
                .put("cluster", subject.cluster())
                .put("namespace", subject.namespace())
                .put("workload", subject.workload())
                .put("holder", subject.holder())
                .put("since", news.since().toString())
                .put("weight", news.weight())
                .put("verdict", news.verdict());
        body.putObject("links")
                .put("page", news.links().page())
                .put("runbook", news.links().runbook())
                .put("dashboard", news.links().dashboard());
        return body;
    }
}
