package io.jenkins.plugins.canary.traffic;

/**
 * The weights of a route that named both versions before the release.
 *
 * @param list name of the {@link RouteList} that it stands in
 * @param route index of the route in the list
 * @param name of the route; null if it has none
 * @param stable weight of stable's destination; null if the field was absent
 * @param canary weight of the canary's; null if the field was absent
 */
record FoundPair(String list, int route, String name, Integer stable, Integer canary) {}
