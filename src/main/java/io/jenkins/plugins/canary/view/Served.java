package io.jenkins.plugins.canary.view;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** JSON that browsers keep and ask for again only if it has changed. */
final class Served {
    private final StaplerRequest2 request;
    private final StaplerResponse2 response;

    Served(StaplerRequest2 request, StaplerResponse2 response) {
        this.request = request;
        this.response = response;
    }

    /** A mark that differs where the text does. */
    static String mark(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Says how the answer may be kept.
     *
     * @param mark differs where the answer does
     * @param seconds for how long nobody need ask again; 0 if always
     * @return whether whoever asks has this very answer, and is told so; then nothing more is to be said
     */
    boolean isKept(String mark, int seconds) {
        // A proxy that compresses adds to the mark what it did.
        String known = String.valueOf(request.getHeader("If-None-Match"));
        response.setHeader("ETag", "\"" + mark + "\"");
        response.setHeader("Cache-Control", seconds > 0 ? "private, max-age=" + seconds : "private, no-cache");
        boolean kept = known.contains("\"" + mark);
        if (kept) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        }
        return kept;
    }

    /** Answers with JSON, compressed if the browser can read that. */
    void json(String text) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (Writer out = response.getCompressedWriter(request)) {
            out.write(text);
        }
    }

    /** The same, marked by what it says. */
    void fresh(String text) throws IOException {
        if (!isKept(mark(text), 0)) {
            json(text);
        }
    }
}
