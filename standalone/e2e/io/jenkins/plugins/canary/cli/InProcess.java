package io.jenkins.plugins.canary.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The command in the process of a test: thirty of them beside each other are too many processes for a small machine. */
public final class InProcess {
    private InProcess() {}

    /**
     * How a command ended.
     *
     * @param code its exit code
     * @param said all that it wrote
     */
    public record Ended(int code, String said) {}

    /** Runs a command to its end. */
    public static Ended run(List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        return new Ended(Canary.run(out, out, arguments.toArray(String[]::new)), said.toString());
    }
}
