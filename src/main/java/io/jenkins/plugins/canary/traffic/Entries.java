package io.jenkins.plugins.canary.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the entries of a list of destinations say where they lead, and what their weights mean. */
enum Entries {
    /** Weights are percents; one that is not written is 0, but a destination that stands alone gets all in any case. */
    ISTIO(0) {
        @Override
        Map<String, Object> destination(Map<String, Object> entry) {
            return Fields.in(entry, DESTINATION);
        }

        @Override
        Map<String, Object> withDestination(Map<String, Object> entry, Map<String, Object> destination) {
            return entry.containsKey(DESTINATION) ? Fields.with(entry, DESTINATION, destination) : entry;
        }

        @Override
        boolean getsAll(Map<String, Object> alone) {
            return true;
        }
    },

    /** Weights are in proportion to each other; one that is not written is 1, and 0 is nothing even where it stands alone. */
    PROPORTIONAL(1),

    /** The same, but one that is not written is 100. */
    OF_HUNDRED(100),

    /**
     * Weights are in proportion to each other; one that is not written is 0, but a destination that stands alone gets all. What
     * only gets copies of requests is no destination.
     */
    MIRRORED(0) {
        @Override
        boolean counts(Map<String, Object> entry) {
            return !Boolean.TRUE.equals(entry.get("mirror"));
        }

        @Override
        boolean getsAll(Map<String, Object> alone) {
            return true;
        }
    };

    private static final int ALL = 100;
    private static final String DESTINATION = "destination";

    private final int unwritten;

    Entries(int unwritten) {
        this.unwritten = unwritten;
    }

    /** What names the Service, within an entry. */
    Map<String, Object> destination(Map<String, Object> entry) {
        return Fields.without(Fields.without(entry, "weight"), "filters");
    }

    /** The entry with another destination; all else alike. */
    Map<String, Object> withDestination(Map<String, Object> entry, Map<String, Object> destination) {
        Map<String, Object> next = new LinkedHashMap<>(entry);
        next.putAll(destination);
        return next;
    }

    /** Whether an entry gets requests at all. */
    boolean counts(Map<String, Object> entry) {
        return true;
    }

    /** What part an entry of the list gets, by the measure in which the canary's part is to be written. */
    int share(List<Map<String, Object>> all, Map<String, Object> entry) {
        boolean alone = all.stream().filter(this::counts).count() == 1;
        return alone && getsAll(entry) ? ALL : weight(entry);
    }

    /** The weight of an entry. */
    int weight(Map<String, Object> entry) {
        return entry.containsKey("weight") ? Fields.number(entry, "weight") : unwritten;
    }

    /** Whether an entry that stands alone gets all requests. */
    boolean getsAll(Map<String, Object> alone) {
        return weight(alone) > 0;
    }
}
