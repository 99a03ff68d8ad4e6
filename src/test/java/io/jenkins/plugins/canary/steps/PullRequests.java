package io.jenkins.plugins.canary.steps;

import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCM;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/**
 * Jobs whose names begin with "pull" build pull requests of a repository that trusts what {@link #FRIEND} wrote, and nothing else. A
 * test registers nested subclasses of {@link Heads} and {@link Sources} as extensions.
 */
final class PullRequests {
    static final String FRIEND = "friend";

    private PullRequests() {}

    /** What a build builds: a revision by that author. */
    static SCMRevisionAction by(String author) {
        return new SCMRevisionAction(new Repository(), new By(new PullRequest("pull"), author));
    }

    private static boolean isOne(Item item) {
        return item.getName().startsWith("pull");
    }

    abstract static class Heads extends SCMHead.HeadByItem {
        @Override
        public SCMHead getHead(Item item) {
            return isOne(item) ? new PullRequest(item.getName()) : null;
        }
    }

    abstract static class Sources extends SCMSource.SourceByItem {
        @Override
        public SCMSource getSource(Item item) {
            return isOne(item) ? new Repository() : null;
        }
    }

    private static final class PullRequest extends SCMHead implements ChangeRequestSCMHead {
        private static final long serialVersionUID = 1L;

        PullRequest(String name) {
            super(name);
        }

        @Override
        public String getId() {
            return getName();
        }

        @Override
        public SCMHead getTarget() {
            return new SCMHead("main");
        }
    }

    private static final class By extends SCMRevision {
        private static final long serialVersionUID = 1L;

        private final String author;

        By(SCMHead head, String author) {
            super(head);
            this.author = author;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof By by && by.author.equals(author);
        }

        @Override
        public int hashCode() {
            return author.hashCode();
        }
    }

    private static final class Repository extends SCMSource {
        Repository() {
            setId("repository");
        }

        @Override
        protected void retrieve(
                SCMSourceCriteria criteria, SCMHeadObserver observer, SCMHeadEvent<?> event, TaskListener listener) {}

        @Override
        public SCM build(SCMHead head, SCMRevision revision) {
            return new NullSCM();
        }

        @Override
        public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener) {
            return revision.equals(new By(revision.getHead(), FRIEND)) ? revision : new By(new SCMHead("main"), "main");
        }
    }
}
