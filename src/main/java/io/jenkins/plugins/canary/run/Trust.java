package io.jenkins.plugins.canary.run;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/**
 * Whether what a build builds comes from people who may change the repository. Jobs that stand for no branch, and branches of the
 * repository itself, are trusted. For a pull request its source decides, as it does for the Jenkinsfile; in doubt it is not trusted.
 */
final class Trust {
    private Trust() {}

    /**
     * May ask the server where the repository is.
     *
     * @throws RefusedException if the thread is interrupted meanwhile
     */
    static boolean of(Run<?, ?> build) {
        Job<?, ?> job = build.getParent();
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (head == null || !isFromElsewhere(head)) {
            return true;
        }
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMRevision revision = source == null ? null : SCMRevisionAction.getRevision(source, build);
        return revision != null && trusts(source, revision);
    }

    private static boolean isFromElsewhere(SCMHead head) {
        return head instanceof ChangeRequestSCMHead || !SCMHeadOrigin.DEFAULT.equals(head.getOrigin());
    }

    private static boolean trusts(SCMSource source, SCMRevision revision) {
        try {
            return revision.equals(source.getTrustedRevision(revision, TaskListener.NULL));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("it was interrupted while it asked whether the pull request is trusted");
        }
    }
}
