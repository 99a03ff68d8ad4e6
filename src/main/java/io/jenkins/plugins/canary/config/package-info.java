/** Global configuration: clusters and metric sources by name, and the clients that are made of them with Jenkins' credentials. */
package io.jenkins.plugins.canary.config;
