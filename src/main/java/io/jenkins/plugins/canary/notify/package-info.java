/**
 * Telling people and systems what a release does. A journal is folded into {@link io.jenkins.plugins.canary.notify.News}, which
 * destinations are sent by threads of their own: nothing here can delay or break a release.
 */
package io.jenkins.plugins.canary.notify;
