package io.jenkins.plugins.canary.notify;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Somebody who is told.
 *
 * @param name unique; what has been told is remembered by it
 * @param least what is less grave is not told; a promotion ends what was told before, whatever is said here
 * @param occasions of which it is told; empty for all
 * @param windows in which only what is critical is told
 */
public record Destination(String name, Channel channel, Severity least, Set<Occasion> occasions, List<Window> windows) {
    /** Copies the lists. */
    public Destination {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(least, "least");
        occasions = Set.copyOf(occasions);
        windows = List.copyOf(windows);
    }

    /** Whether it is told that. */
    boolean wants(News news) {
        boolean grave = news.severity().atLeast(least) || news.occasion() == Occasion.PROMOTED;
        return grave
                && (occasions.isEmpty() || occasions.contains(news.occasion()))
                && channel.carries(news)
                && !isSilenced(news);
    }

    /** Of maintenance everybody knows; that users are hurt nobody does. */
    private boolean isSilenced(News news) {
        return news.severity() != Severity.CRITICAL && windows.stream().anyMatch(window -> window.contains(news.at()));
    }
}
