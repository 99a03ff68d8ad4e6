/** What people see of a release: the line on the build page, the page behind it, and the same for programs. */
package io.jenkins.plugins.canary.view;
