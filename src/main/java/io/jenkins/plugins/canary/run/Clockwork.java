package io.jenkins.plugins.canary.run;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.time.Clock;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The time that releases live in: everything here that asks for the time or waits for one asks this. Of several the first counts. */
@Restricted(NoExternalUse.class)
public abstract class Clockwork implements ExtensionPoint {
    /** What time it is. */
    public abstract Clock clock();

    /** Starts the work when that time has come. The work itself is short: it hands what takes long to {@link Workers}. */
    public abstract void at(Instant when, Runnable work);

    /** The one that counts. */
    public static Clockwork get() {
        return ExtensionList.lookup(Clockwork.class).get(0);
    }
}
