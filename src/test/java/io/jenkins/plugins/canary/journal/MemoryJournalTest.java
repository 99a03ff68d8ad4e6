package io.jenkins.plugins.canary.journal;

class MemoryJournalTest extends JournalContract {
    @Override
    Journal journal() {
        return new MemoryJournal();
    }

    @Override
    Journal restarted(Journal journal) {
        return journal;
    }
}
