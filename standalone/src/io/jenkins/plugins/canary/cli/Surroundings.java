package io.jenkins.plugins.canary.cli;

import java.time.Clock;

/** What a command finds around it in the machine that it runs on. */
interface Surroundings {
    /** The real ones. */
    Surroundings REAL = new Surroundings() {
        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public Time time(Interruption interruption) {
            return new WallTime(clock(), interruption::pause);
        }

        @Override
        public Time undisturbedTime() {
            return new WallTime(clock(), rest -> Thread.sleep(rest.toMillis()));
        }
    };

    /** What time it is. */
    Clock clock();

    /** Time whose waiting ends when somebody interrupts. */
    Time time(Interruption interruption);

    /** Time whose waiting does not. */
    Time undisturbedTime();
}
