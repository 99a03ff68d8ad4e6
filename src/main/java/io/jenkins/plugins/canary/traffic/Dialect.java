package io.jenkins.plugins.canary.traffic;

import java.util.List;

/**
 * Where a kind of route object keeps its routes and their destinations, and what its weights mean.
 *
 * @param lists where the routes are
 * @param destinations name of the field of a route that lists where it leads
 * @param entries how that list is read
 * @param largest weight that may be written
 * @param most destinations that a route may have
 * @param mostRoutes that a list may have
 */
record Dialect(List<RouteList> lists, String destinations, Entries entries, int largest, int most, int mostRoutes) {
    /** Of a kind whose lists may be as long as one likes. */
    Dialect(List<RouteList> lists, String destinations, Entries entries, int largest, int most) {
        this(lists, destinations, entries, largest, most, Integer.MAX_VALUE);
    }
}
