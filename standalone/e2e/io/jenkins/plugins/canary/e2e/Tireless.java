package io.jenkins.plugins.canary.e2e;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Work that is done again and again, whatever happens: an API server may be away for a while. */
record Tireless(Runnable work) implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(Tireless.class.getName());

    @Override
    public void run() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.FINE, "done again a moment later", e);
        }
    }
}
