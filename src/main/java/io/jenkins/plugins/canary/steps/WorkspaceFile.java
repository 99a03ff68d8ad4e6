package io.jenkins.plugins.canary.steps;

import hudson.FilePath;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A file of the workspace: of bounded size, because anybody may have written it. Waits for the agent. */
final class WorkspaceFile {
    private static final int LONGEST_TEXT = 256 * 1024;
    private static final int LONGEST_JOURNAL = 64 * 1024 * 1024;

    private final FilePath file;

    private WorkspaceFile(FilePath file) {
        this.file = file;
    }

    /**
     * The file of that name.
     *
     * @throws RefusedException if there is no workspace, or no such file in it
     */
    static WorkspaceFile of(StepContext context, String name) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new RefusedException(
                    "a file is read from the workspace, and there is none here; call the step on an agent,"
                            + " such as inside node { }");
        }
        FilePath file = workspace.child(name);
        if (!file.exists() || file.isDirectory()) {
            throw new RefusedException("there is no such file in the workspace " + workspace.getRemote());
        }
        if (!workspace.isDescendant(name)) {
            throw new RefusedException("the file is not within the workspace");
        }
        return new WorkspaceFile(file);
    }

    /** All of it. */
    String text() throws IOException, InterruptedException {
        try (InputStream in = file.read()) {
            byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw new RefusedException("the file is longer than " + LONGEST_TEXT + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Copies it, unpacked where it is compressed. */
    void copyTo(Path copy) throws IOException, InterruptedException {
        try (InputStream raw = file.read();
                InputStream in = file.getName().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                OutputStream out = Files.newOutputStream(copy)) {
            byte[] block = new byte[1 << 16];
            long left = LONGEST_JOURNAL;
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                left -= length;
                if (left < 0) {
                    throw new RefusedException("the file is longer than " + LONGEST_JOURNAL + " bytes");
                }
                out.write(block, 0, length);
            }
        }
    }
}
