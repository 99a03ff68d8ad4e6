package io.jenkins.plugins.canary.config;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** Shows releases as deployments to an environment. */
public abstract class DeploymentReceiver extends HttpReceiver {
    private String environment;

    /** Gives it its name. */
    protected DeploymentReceiver(String name) {
        super(name);
    }

    /** Returns the name of the environment that is deployed to. */
    public final String getEnvironment() {
        return environment;
    }

    /** Says it. */
    @DataBoundSetter
    public final void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** The environment; empty where nothing was said. */
    final String environment() {
        return Util.fixNull(environment);
    }
}
