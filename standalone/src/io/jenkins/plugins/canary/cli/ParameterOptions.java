package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.benchmark.Parameter;
import io.jenkins.plugins.canary.benchmark.Scenarios;
import io.jenkins.plugins.canary.benchmark.Workload;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** An option for every parameter of a workload. */
final class ParameterOptions {
    private final Map<Parameter, String> given = new EnumMap<>(Parameter.class);
    private CommandSpec command;

    @Option(
            names = "--under",
            paramLabel = "ID",
            description = "with what makes that scenario noisy or its weights rise: F2 under A3")
    private String under;

    @Spec(Spec.Target.MIXEE)
    private void spec(CommandSpec spec) {
        command = spec;
        for (Parameter parameter : Parameter.values()) {
            spec.addOption(option(parameter));
        }
    }

    private OptionSpec option(Parameter parameter) {
        String preset = parameter.preset().isEmpty() ? "" : "; default: " + parameter.preset();
        ISetter setter = new ISetter() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T set(T value) {
                return value == null ? null : (T) given.put(parameter, (String) value);
            }
        };
        return OptionSpec.builder("--" + parameter.word())
                .paramLabel("VALUE")
                .type(String.class)
                .description((parameter.meaning() + preset).replace("%", "%%"))
                .setter(setter)
                .build();
    }

    /** A workload with everything that was given. */
    Workload applied(Workload workload) {
        try {
            Workload noisy = under == null
                    ? workload
                    : workload.with(Scenarios.named(under).differences());
            return noisy.with(given);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
