package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.JournalException;
import io.jenkins.plugins.canary.release.DurationText;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code canary}. */
@Command(
        name = "canary",
        description = "Canary releases that are judged while they serve.",
        subcommands = {
            RunVerb.class,
            DeployVerb.class,
            ShiftVerb.class,
            AnalyzeVerb.class,
            PromoteVerb.class,
            RollbackVerb.class,
            PauseVerb.class,
            ResumeVerb.class,
            ExtendVerb.class,
            ApproveVerb.class,
            StatusVerb.class,
            PlanVerb.class,
            DoctorVerb.class,
            RbacVerb.class,
            GrafanaVerb.class,
            RehearseVerb.class,
            ServeVerb.class,
            JudgeVerb.class,
            CalibrateVerb.class,
            SimulateVerb.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:promoted; for verbs that do not promote: done",
            "1:rolled back",
            "2:held or undecided: a person must decide",
            "3:failed: the reason says what stands",
            "64:bad usage, specification or preflight; nothing was changed",
            "70:internal error",
            "130:interrupted, and rolled back before the end"
        })
final class Canary implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    private Canary(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What the command that this verb belongs to is surrounded by. */
    static Surroundings surroundings(CommandSpec verb) {
        return ((Canary) verb.root().userObject()).surroundings;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** Runs the command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(out, err, Surroundings.REAL, arguments);
    }

    /** The same in other surroundings. */
    static int run(PrintWriter out, PrintWriter err, Surroundings surroundings, String... arguments) {
        return new CommandLine(new Canary(surroundings))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, Canary::duration)
                .setParameterExceptionHandler(Canary::badUsage)
                .setExecutionExceptionHandler(Canary::failed)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "'" + text + "' is not a time such as 90s, 17m or 1h30m"));
    }

    private static int badUsage(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("canary: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.REFUSED.code();
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof RefusedException refused) {
            refused.problems().forEach(problem -> command.getErr().println("canary: " + problem));
            command.getErr().println("Nothing was changed.");
            return ExitCode.REFUSED.code();
        }
        if (e instanceof DeniedException
                || e instanceof UnavailableException
                || e instanceof ConflictException
                || e instanceof JournalException
                || e instanceof IOException) {
            command.getErr().println("canary: " + e.getMessage());
            return ExitCode.FAILED.code();
        }
        command.getErr().println("canary: internal error; please report it with what follows");
        e.printStackTrace(command.getErr());
        return ExitCode.INTERNAL.code();
    }
}
