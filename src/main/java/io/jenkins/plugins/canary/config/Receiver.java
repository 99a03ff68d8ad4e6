package io.jenkins.plugins.canary.config;

import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.canary.notify.Channel;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.Occasion;
import io.jenkins.plugins.canary.notify.Severity;
import io.jenkins.plugins.canary.notify.Window;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundSetter;

/** Somebody who is told of releases. */
public abstract class Receiver extends Offered implements Describable<Receiver>, ExtensionPoint {
    private String least;
    private List<String> occasions;

    /** Gives it its name. */
    protected Receiver(String name) {
        super(name);
    }

    /** The least severity that it is told; null for what is usual of its kind. */
    public final String getLeast() {
        return least;
    }

    /** Says the least severity that it is told; blank for what is usual of its kind. */
    @DataBoundSetter
    public final void setLeast(String least) {
        this.least = Util.fixEmptyAndTrim(least);
    }

    /** The only occasions of which it is told; empty for all. */
    public final List<String> getOccasions() {
        return occasions == null ? List.of() : List.copyOf(occasions);
    }

    /** Says the only occasions of which it is told; none for all. */
    @DataBoundSetter
    public final void setOccasions(List<String> occasions) {
        this.occasions = Texts.clean(occasions);
    }

    /** The least severity where nothing is said. */
    abstract Severity usual();

    /** How it is told. Asks for no secret before there is something to tell. */
    abstract Channel channel();

    /**
     * Everything that is wrong with what is said of this kind.
     *
     * @return sentences
     */
    abstract List<String> mistakes();

    /**
     * Checks what it says.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    final void check() {
        List<String> problems = new ArrayList<>(mistakes());
        if (least != null && Severity.of(least).isEmpty()) {
            problems.add("least: '" + least + "' is none of " + words(Severity.values(), Severity::word));
        }
        getOccasions().stream()
                .filter(word -> Occasion.of(word).isEmpty())
                .forEach(word -> problems.add(
                        "occasions: '" + word + "' is none of " + words(Occasion.values(), Occasion::word)));
        if (!problems.isEmpty()) {
            throw new RefusedException(problems.stream()
                    .map(problem -> "destination '" + getName() + "': " + problem)
                    .toList());
        }
    }

    /** As the engine tells it. */
    final Destination destination(List<Window> windows) {
        Severity from = Optional.ofNullable(least).flatMap(Severity::of).orElse(usual());
        Set<Occasion> only = getOccasions().stream()
                .flatMap(word -> Occasion.of(word).stream())
                .collect(Collectors.toSet());
        return new Destination(getName(), channel(), from, only, windows);
    }

    static <T> String words(T[] values, Function<T, String> word) {
        return Stream.of(values).map(word).collect(Collectors.joining(", "));
    }
}
