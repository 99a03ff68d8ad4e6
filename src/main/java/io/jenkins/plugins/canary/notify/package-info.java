/**
 * Telling people and systems what a release does.
 * Nothing here can delay or break a release.
 */
package io.jenkins.plugins.canary.notify;
