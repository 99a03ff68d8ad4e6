package io.jenkins.plugins.canary.arguments;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.Map;

/** The router that moves traffic. */
public abstract class TrafficArgument implements SpecPart, Describable<TrafficArgument>, ExtensionPoint {
    /** Which router it is. */
    abstract RouterKind kind();

    /** Adds its options. */
    void describe(SpecArguments options) {}

    @Override
    public final Map<String, Object> toSpec() {
        SpecArguments options = new SpecArguments();
        describe(options);
        return Map.of(kind().word(), options.toMap());
    }
}
