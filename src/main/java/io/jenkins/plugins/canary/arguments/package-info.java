/** What steps are given: the Describables with their forms, each of which says itself with the names of {@code canary.yaml}. */
package io.jenkins.plugins.canary.arguments;
