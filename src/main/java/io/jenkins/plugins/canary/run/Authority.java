package io.jenkins.plugins.canary.run;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.Permission;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Who answers for what a build does: whom it runs as, if it was told to run as somebody. Otherwise it runs as Jenkins, which may
 * do everything; then the person who started it answers, and where nobody did, Jenkins itself. May ask the directory of users.
 */
final class Authority {
    private final Run<?, ?> build;
    private final Authentication runsAs;

    Authority(Run<?, ?> build, Authentication runsAs) {
        this.build = build;
        this.runsAs = runsAs;
    }

    /**
     * Makes sure that whoever answers for the build has that right.
     *
     * @param deed what is to be done, as the end of "may not …"
     * @return who it is, as people read it
     * @throws RefusedException if not
     */
    String require(Permission right, String deed) {
        if (!runsAs.equals(ACL.SYSTEM2)) {
            return mustHave(right, runsAs, deed);
        }
        Optional<Cause.UserIdCause> person = Optional.ofNullable(build.getCause(Cause.UserIdCause.class));
        return person.map(cause -> mustHave(right, starter(cause), deed)).orElse("Jenkins");
    }

    private static Authentication starter(Cause.UserIdCause cause) {
        User user = cause.getUserId() == null ? null : User.getById(cause.getUserId(), false);
        if (user == null) {
            return Jenkins.ANONYMOUS2;
        }
        try {
            return user.impersonate2();
        } catch (UsernameNotFoundException e) {
            throw new RefusedException(cause.getUserId()
                    + ", who started the build, is not known any more, and nobody else answers for it");
        }
    }

    private String mustHave(Permission right, Authentication who, String deed) {
        if (!build.getACL().hasPermission2(who, right)) {
            throw new RefusedException(who.getName() + " may not " + deed + ": " + right.group.title + "/" + right.name
                    + " on " + build.getParent().getFullName() + " is missing");
        }
        return who.getName();
    }
}
