package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.canary.notify.Kind;
import io.jenkins.plugins.canary.notify.Option;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deployments of a project on GitLab. */
public final class GitlabReceiver extends HttpReceiver {
    private String project;
    private String environment;

    /** Creates an entry. */
    @DataBoundConstructor
    public GitlabReceiver(String name) {
        super(name);
    }

    /** Returns the number or full path of the project. */
    public String getProject() {
        return project;
    }

    /** Says it. */
    @DataBoundSetter
    public void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    /** Returns the name of the environment that is deployed to. */
    public String getEnvironment() {
        return environment;
    }

    /** Says it. */
    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    @Override
    Map<Option, String> options() {
        return Map.of(Option.PROJECT, Util.fixNull(project), Option.ENVIRONMENT, Util.fixNull(environment));
    }

    @Override
    Kind kind() {
        return Kind.GITLAB;
    }

    /** The form. */
    @Extension
    @Symbol("gitlab")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.GITLAB, "GitLab deployments");
        }
    }
}
