package io.jenkins.plugins.canary.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The list {@code spec.traffic} of a Knative Service as it was found, and the lists that a release makes of it: entries that carry
 * nothing, such as tags for a preview, stay. Pure.
 *
 * @param found the entries
 * @see <a href="https://github.com/knative/serving/blob/main/pkg/apis/serving/v1/route_types.go">Knative: TrafficTarget</a>
 */
record KnativeTraffic(List<Map<String, Object>> found) {
    /** What stands for whichever revision is the latest that is ready. */
    static final String LATEST = "";

    private static final String REVISION = "revisionName";
    private static final String LATEST_REVISION = "latestRevision";
    private static final String PERCENT = "percent";

    KnativeTraffic {
        found = List.copyOf(found);
    }

    /** The entries of a field; one that is not there stands for the latest revision. */
    static KnativeTraffic of(Object field) {
        List<Map<String, Object>> entries = new ArrayList<>();
        if (field instanceof List<?> list) {
            for (Object item : list) {
                Map<String, Object> entry = new LinkedHashMap<>();
                ((Map<?, ?>) item).forEach((key, value) -> entry.put(String.valueOf(key), value));
                entries.add(entry);
            }
        }
        return new KnativeTraffic(entries.isEmpty() ? List.of(Map.of(LATEST_REVISION, true, PERCENT, 100)) : entries);
    }

    /** Revision to percent, of those that get any. */
    Map<String, Integer> shares() {
        Map<String, Integer> shares = new TreeMap<>();
        found.stream()
                .filter(entry -> percent(entry) > 0)
                .forEach(entry -> shares.merge(revision(entry), percent(entry), Integer::sum));
        return shares;
    }

    /** Whether one entry gets everything. */
    boolean isWhole() {
        return found.stream().filter(entry -> percent(entry) > 0).count() == 1;
    }

    /** Whether what gets everything is whichever revision is the latest. */
    boolean followsLatest() {
        return shares().containsKey(LATEST);
    }

    /** All traffic to stable's revision by its name, whatever the latest is. */
    List<Map<String, Object>> home(String stable) {
        return led(stable, 100);
    }

    /** That percentage to the canary's revision and the rest to stable's. */
    List<Map<String, Object>> split(String stable, String canary, int weight) {
        List<Map<String, Object>> entries = new ArrayList<>(led(stable, 100 - weight));
        Map<String, Object> added = new LinkedHashMap<>();
        added.put(LATEST_REVISION, false);
        added.put(PERCENT, weight);
        added.put(REVISION, canary);
        entries.add(added);
        return entries;
    }

    /** All traffic to the canary's revision, in the manner in which stable's was named. */
    List<Map<String, Object>> promoted(String canary) {
        return followsLatest() ? found : led(canary, 100);
    }

    private List<Map<String, Object>> led(String revision, int percent) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Map<String, Object> entry : found) {
            if (percent(entry) == 0) {
                entries.add(entry);
            } else {
                Map<String, Object> changed = new LinkedHashMap<>(entry);
                changed.put(LATEST_REVISION, false);
                changed.put(REVISION, revision);
                changed.put(PERCENT, percent);
                entries.add(changed);
            }
        }
        return entries;
    }

    private static String revision(Map<String, Object> entry) {
        return String.valueOf(entry.getOrDefault(REVISION, LATEST));
    }

    private static int percent(Map<String, Object> entry) {
        return entry.get(PERCENT) instanceof Number number ? number.intValue() : 0;
    }
}
