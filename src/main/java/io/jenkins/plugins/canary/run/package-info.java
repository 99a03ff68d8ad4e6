/**
 * What a build keeps of its releases (an action, a journal file each), how they are driven, and the watch that goes on between
 * the steps and after the build.
 */
package io.jenkins.plugins.canary.run;
