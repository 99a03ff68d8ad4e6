package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.Entry;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Something that a person ordered of a release. Fields are the format of {@code build.xml}. */
@Restricted(NoExternalUse.class)
public final class Deed {
    private final long at;
    private final String what;
    private final String who;
    private final String why;

    Deed(Entry.Event event) {
        this.at = event.at().toEpochMilli();
        this.what = event.kind();
        this.who = event.who();
        this.why = event.why();
    }

    /** When, in milliseconds since 1970. */
    public long getAt() {
        return at;
    }

    /** What, in a word: {@code paused}, {@code resumed}, {@code extended}, {@code approved} and so on. */
    public String getWhat() {
        return what;
    }

    /** By whom. */
    public String getWho() {
        return who;
    }

    /** What was said about it; may be empty. */
    public String getWhy() {
        return why;
    }
}
