package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.Holder;
import java.time.Instant;
import java.util.Objects;

/**
 * One release, as its driver knows it.
 *
 * @param id unique per target and attempt; the same again when a driver is started anew for the same attempt
 * @param holder who drives it
 */
public record Release(String id, Holder holder, ReleaseSpec spec, Adapters adapters) {
    /** Checks that nothing is missing. */
    public Release {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(adapters, "adapters");
    }

    /** What its journal begins with. */
    Entry.Opened opened(Instant now) {
        return new Entry.Opened(now, id, spec.target().toString(), holder.toString(), SpecWriter.toJson(spec));
    }
}
