package io.jenkins.plugins.canary.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

/** Pictures for the documentation: taken in every run, and kept in {@code docs/images} with {@code -Dcanary.write-docs=true}. */
public final class Gallery {
    /** The documentation is a part of the repository. */
    private static final int LARGEST = 150_000;

    private Gallery() {}

    /** Takes a page in light and in dark, as {@code name-light.png} and {@code name-dark.png}. */
    public static void take(Tab tab, String name) {
        for (String scheme : new String[] {"light", "dark"}) {
            tab.likes(Map.of("prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce"));
            tab.ask("new Promise(done => setTimeout(done, 1000))"); // charts are painted in the browser's own time
            byte[] picture = tab.picture();
            assertThat(picture.length).as(name + ", " + scheme).isBetween(5_000, LARGEST);
            if (Boolean.getBoolean("canary.write-docs")) {
                Path root = Path.of(System.getProperty("canary.root", "."));
                tab.picture(root.resolve("docs/images/" + name + "-" + scheme + ".png"));
            }
        }
    }
}
