package io.jenkins.plugins.canary.arguments;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.util.Map;

/** An element of {@code metrics}: something that is measured on both arms, or the name of several such. */
public abstract class MetricArgument implements SpecPart, Describable<MetricArgument>, ExtensionPoint {
    @Override
    public abstract Map<String, Object> toSpec();
}
