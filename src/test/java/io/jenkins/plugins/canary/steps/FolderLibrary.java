package io.jenkins.plugins.canary.steps;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.File;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;

/** A shared library in a folder of this machine, which has one version only. */
public final class FolderLibrary extends LibraryRetriever {
    private final String folder;

    FolderLibrary(File folder) {
        this.folder = folder.getAbsolutePath();
    }

    @Override
    public void retrieve(
            String name, String version, boolean changelog, FilePath target, Run<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        retrieve(name, version, target, build, listener);
    }

    @Override
    public void retrieve(String name, String version, FilePath target, Run<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        new FilePath(new File(folder)).copyRecursiveTo(target);
    }
}
