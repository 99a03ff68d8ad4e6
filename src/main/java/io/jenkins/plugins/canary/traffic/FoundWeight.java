package io.jenkins.plugins.canary.traffic;

/**
 * The weight of one stable destination before the release.
 *
 * @param route index of its HTTP route
 * @param name name of that route; null if it has none
 * @param position which of the route's stable destinations it is, from 0
 * @param weight null if the field was absent
 */
record FoundWeight(int route, String name, int position, Integer weight) {}
