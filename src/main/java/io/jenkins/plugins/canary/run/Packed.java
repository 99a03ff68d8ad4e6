package io.jenkins.plugins.canary.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Text as it is kept in {@code build.xml}, which Jenkins reads and writes whole, again and again: what is long is compressed. */
final class Packed {
    private static final int LONG = 1_000;

    /** No JSON begins so. */
    private static final String MARK = "gzip:";

    private Packed() {}

    static String pack(String json) {
        if (json.length() < LONG) {
            return json;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory is always writable", e);
        }
        return MARK + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** What was kept short, or by an earlier version, is as it was. */
    static String unpack(String kept) {
        if (!kept.startsWith(MARK)) {
            return kept;
        }
        byte[] bytes = Base64.getDecoder().decode(kept.substring(MARK.length()));
        try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(zipped.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the kept specification is damaged: " + e.getMessage(), e);
        }
    }
}
