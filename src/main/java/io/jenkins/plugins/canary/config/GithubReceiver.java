package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.canary.notify.Kind;
import io.jenkins.plugins.canary.notify.Option;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deployments of a repository on GitHub. */
public final class GithubReceiver extends DeploymentReceiver {
    private String repository;

    /** Creates an entry. */
    @DataBoundConstructor
    public GithubReceiver(String name) {
        super(name);
    }

    /** Returns the owner and name of the repository. */
    public String getRepository() {
        return repository;
    }

    /** Says it. */
    @DataBoundSetter
    public void setRepository(String repository) {
        this.repository = Util.fixEmptyAndTrim(repository);
    }

    @Override
    Map<Option, String> options() {
        return Map.of(Option.REPOSITORY, Util.fixNull(repository), Option.ENVIRONMENT, environment());
    }

    @Override
    Kind kind() {
        return Kind.GITHUB;
    }

    /** The form. */
    @Extension
    @Symbol("github")
    public static final class DescriptorImpl extends HttpReceiverDescriptor {
        /** The form of this kind. */
        public DescriptorImpl() {
            super(Kind.GITHUB, "GitHub deployments");
        }
    }
}
