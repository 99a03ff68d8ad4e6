package io.jenkins.plugins.canary.traffic;

/**
 * The weight of one stable destination before the release.
 *
 * @param list name of the {@link RouteList} that its route stands in
 * @param route index of that route in the list
 * @param name name of that route; null if it has none
 * @param position which of the route's stable destinations it is, from 0
 * @param weight null if the field was absent
 */
record FoundWeight(String list, int route, String name, int position, Integer weight) {}
