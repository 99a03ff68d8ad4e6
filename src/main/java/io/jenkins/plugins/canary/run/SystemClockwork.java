package io.jenkins.plugins.canary.run;

import hudson.Extension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The system's time, and Jenkins' timer for waiting. */
@Extension(ordinal = -1000)
@Restricted(NoExternalUse.class)
public final class SystemClockwork extends Clockwork {
    private final Clock clock = Clock.systemUTC();

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void at(Instant when, Runnable work) {
        long millis = Math.max(0, Duration.between(clock.instant(), when).toMillis());
        Timer.get().schedule(() -> unlessOver(work), millis, TimeUnit.MILLISECONDS);
    }

    /** What a Jenkins planned that has ended since is not for the next one to do: it has plans of its own. */
    private void unlessOver(Runnable work) {
        if (Clockwork.get() == this) {
            work.run();
        }
    }
}
