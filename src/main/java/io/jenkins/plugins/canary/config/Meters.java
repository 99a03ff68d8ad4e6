package io.jenkins.plugins.canary.config;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.canary.metrics.SourceException;
import java.time.Duration;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Figures of this plugin itself, for whatever collects them; counted nowhere where nothing does. Names are made of words with full
 * stops between, {@code canary.releases.promoted}. Safe for use by several threads.
 */
@Restricted(NoExternalUse.class)
public abstract class Meters implements ExtensionPoint {
    /** Counts one more. */
    protected abstract void add(String name);

    /** Notes how long something took. */
    protected abstract void took(String name, Duration time);

    /** Counts one more. */
    public static void count(String name) {
        all().forEach(meters -> meters.add(name));
    }

    /** Notes how long something took. */
    public static void time(String name, Duration time) {
        all().forEach(meters -> meters.took(name, time));
    }

    /** Measures what a source is asked: {@code canary.sources.NAME.latency}, and {@code .errors} where it did not answer. */
    static <T> T asked(String source, Supplier<T> question) {
        String name = "canary.sources." + word(source);
        long begin = System.nanoTime();
        try {
            T answer = question.get();
            time(name + ".latency", Duration.ofNanos(System.nanoTime() - begin));
            return answer;
        } catch (SourceException e) {
            count(name + ".errors");
            throw e;
        }
    }

    /** The name of an entry as a part of a figure's. */
    static String word(String name) {
        return name.isEmpty() ? "default" : name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static ExtensionList<Meters> all() {
        return ExtensionList.lookup(Meters.class);
    }
}
