package io.jenkins.plugins.canary.run;

import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The threads that releases are driven on: at most four per {@link Lane}, and four more per cluster for taking traffic home, so
 * that a cluster or a source that hangs delays no other and no rollback. Work runs as Jenkins itself. Safe for use by several threads.
 */
@Restricted(NoExternalUse.class)
public final class Workers {
    private static final Logger LOGGER = Logger.getLogger(Workers.class.getName());
    private static final int THREADS = 4;
    private static final long IDLE_SECONDS = 30;
    private static final long GRACE_SECONDS = 10;
    private static final Map<String, ThreadPoolExecutor> POOLS = new ConcurrentHashMap<>();

    private Workers() {}

    /** Does the work of a release as soon as its lane has a thread. */
    public static void work(Lane lane, Runnable work) {
        pool("release of " + lane.text()).execute(() -> asJenkins(work));
    }

    /** The same, for what takes traffic home: it never waits for what is only watched. */
    public static void takeHome(String cluster, Runnable work) {
        pool("rollback on " + cluster).execute(() -> asJenkins(work));
    }

    /** The same for what only somebody who looks at a page wants to know: it never keeps a release waiting. */
    public static void look(String cluster, Runnable work) {
        pool("look at " + cluster).execute(() -> asJenkins(work));
    }

    /**
     * Ends all work when Jenkins ends. What has begun may finish, undisturbed: an interrupted write would look like a fault of
     * the release. What has not begun is begun after the restart.
     */
    @Terminator
    public static void end() throws InterruptedException {
        List<ThreadPoolExecutor> pools = List.copyOf(POOLS.values());
        POOLS.clear();
        for (ThreadPoolExecutor pool : pools) {
            pool.getQueue().clear();
            pool.shutdown();
        }
        for (ThreadPoolExecutor pool : pools) {
            pool.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ThreadPoolExecutor pool(String name) {
        return POOLS.computeIfAbsent(name, Workers::newPool);
    }

    private static ThreadPoolExecutor newPool(String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(
                        new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "canary " + name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static void asJenkins(Runnable work) {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            work.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "A release cannot be driven", e);
        }
    }
}
