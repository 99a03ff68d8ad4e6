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
public final class GitlabReceiver extends DeploymentReceiver {
    private String project;

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

    @Override
    Map<Option, String> options() {
        return Map.of(Option.PROJECT, Util.fixNull(project), Option.ENVIRONMENT, environment());
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
