/**
 * The journal as JSON for pages, and as one self-contained HTML page.
 * The same script draws both.
 */
package io.jenkins.plugins.canary.report;
