package io.jenkins.plugins.canary.steps;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCMRevisionState;
import java.io.File;
import java.io.IOException;

/** Checks a folder of this machine out, as if it were a repository. */
public final class FolderScm extends NullSCM {
    private final String folder;

    FolderScm(File folder) {
        this.folder = folder.getAbsolutePath();
    }

    @Override
    public void checkout(
            Run<?, ?> build,
            Launcher launcher,
            FilePath workspace,
            TaskListener listener,
            File changelog,
            SCMRevisionState baseline)
            throws IOException, InterruptedException {
        new FilePath(new File(folder)).copyRecursiveTo(workspace);
    }
}
