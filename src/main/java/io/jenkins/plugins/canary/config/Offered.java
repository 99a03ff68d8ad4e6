package io.jenkins.plugins.canary.config;

import java.util.List;

/** An entry that may be kept for the jobs of some folders. */
interface Offered extends Named {
    /** Full names of the folders, each with the folders in it; empty for all jobs. */
    List<String> getFolders();

    /** Whether a job may use it. */
    default boolean isOfferedTo(String job) {
        return getFolders().isEmpty()
                || getFolders().stream().anyMatch(folder -> job.equals(folder) || job.startsWith(folder + "/"));
    }
}
