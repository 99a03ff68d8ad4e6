package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.Occasion;
import io.jenkins.plugins.canary.notify.Severity;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyFileTest {
    @TempDir
    private Path folder;

    private NotifyFile read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("notify.yaml"), yaml);
        Files.writeString(folder.resolve("slack.txt"), "https://hooks.slack.example/T0/s3cret\n");
        return NotifyFile.read(file, Map.of("PAGER", "key")::get, Clock.systemUTC());
    }

    private RefusedException refused(String yaml) {
        return catchThrowableOfType(RefusedException.class, () -> read(yaml));
    }

    @Test
    void everybodyIsReadWithWhatHeIsToldOf() throws IOException {
        NotifyFile file = read("""
                runbook: https://wiki.example/{{workload}}
                windows: ['daily 02:00-03:00']
                destinations:
                  - slack: {name: team, secretFile: slack.txt, occasions: [promoted, rolled-back]}
                  - pagerduty: {secretVariable: PAGER, windows: ['Sat 00:00-00:00']}
                  - webhook: {name: audit, url: 'http://audit.example', least: warning}
                """);

        assertThat(file.runbook()).isEqualTo("https://wiki.example/{{workload}}");
        assertThat(file.destinations())
                .extracting(Destination::name, Destination::least)
                .containsExactly(
                        tuple("team", Severity.INFO),
                        tuple("pagerduty", Severity.WARNING),
                        tuple("audit", Severity.WARNING));
        assertThat(file.destinations().get(0).occasions())
                .containsExactlyInAnyOrder(Occasion.PROMOTED, Occasion.ROLLED_BACK);
        assertThat(file.destinations().get(1).windows()).hasSize(2);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(refused("""
                        runbok: x
                        windows: [always]
                        destinations:
                          - slack: {name: team}
                          - carrierPigeon: {}
                          - webhook: {name: a, url: 'http://a.example', least: loud, occasions: [noise], colour: red}
                          - pagerduty: {secretVariable: NOT_SET}
                        """).problems())
                .extracting(problem -> problem.substring(problem.indexOf(".yaml: ") + 7))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("runbok: there is no such field"),
                        problem -> assertThat(problem).startsWith("windows: 'always' is not a maintenance window"),
                        problem -> assertThat(problem).startsWith("destinations[0].slack: slack needs secret"),
                        problem -> assertThat(problem).startsWith("destinations[1]: it must be one of webhook, slack"),
                        problem -> assertThat(problem)
                                .startsWith("destinations[2].webhook.colour: there is no such field"),
                        problem ->
                                assertThat(problem).startsWith("destinations[2].webhook.least: 'loud' is none of info"),
                        problem ->
                                assertThat(problem).startsWith("destinations[2].webhook.occasions: 'noise' is none of"),
                        problem -> assertThat(problem)
                                .startsWith("destinations[3].pagerduty.secretVariable: NOT_SET is not set"));
    }

    @Test
    void emailIsRefusedWithWhoSendsIt() {
        assertThat(refused("destinations: [{email: {to: a@b.example}}]"))
                .hasMessageContaining("email is sent by Jenkins");
    }

    @Test
    void aSecretInTheFileIsRefusedAndNotRepeated() {
        assertThat(refused("destinations: [{slack: {secret: 'https://hooks.slack.example/T0/s3cret'}}]"))
                .hasMessageContaining("a secret does not belong into this file")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void aFileThatNamesNobodyIsAMistake() {
        assertThat(refused("runbook: x")).hasMessageContaining("nobody is named");
    }
}
