package io.jenkins.plugins.canary.release.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputTest {
    private static void refused(String text, String... words) {
        assertThatThrownBy(() -> Input.parse(text))
                .isInstanceOf(RefusedException.class)
                .message()
                .contains(words);
    }

    @Test
    void yamlBecomesPlainValues() {
        assertThat(Input.parse("a: 1\nb: [x, true, 1.5, null]\nc: {d: 'e'}\n"))
                .isEqualTo(Map.of("a", 1, "b", Arrays.asList("x", true, 1.5, null), "c", Map.of("d", "e")));
    }

    @Test
    void onAndYesAreWordsNotTruth() {
        assertThat(Input.parse("a: on\nb: yes\n")).isEqualTo(Map.of("a", "on", "b", "yes"));
    }

    @Test
    void anAliasStandsForItsAnchor() {
        assertThat(Input.parse("a: &x [1, 2]\nb: *x\nc: &y {d: e}\nf: [*y]\n"))
                .isEqualTo(Map.of(
                        "a", List.of(1, 2), "b", List.of(1, 2), "c", Map.of("d", "e"), "f", List.of(Map.of("d", "e"))));
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        StringBuilder bomb = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 9; level++) {
            String before = "*l" + (level - 1) + ", ";
            bomb.append("l" + level + ": &l" + level + " [" + before.repeat(9) + "*l" + (level - 1) + "]\n");
        }

        refused(bomb.toString(), "more than 20000 values");
    }

    @Test
    void anAliasInsideItsOwnAnchorIsRefused() {
        refused("a: &a [*a]\n", "*a stands for no map or list that is complete before it");
    }

    @Test
    void anAliasOfAWordIsRefusedRatherThanReadAsItsName() {
        refused("a: &x word\nb: *x\n", "*x stands for no map or list");
    }

    @Test
    void aKeyWrittenTwiceIsRefused() {
        refused("a: 1\nb: 2\na: 3\n", "line 3", "a is written twice");
        refused("{\"a\": 1,\n \"a\": 2}", "line 2", "a is written twice");
        refused("x: [{a: 1, a: 2}]", "a is written twice");
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        refused("a: " + "ä".repeat(Input.LARGEST / 2) + "\n", "bytes long; at most 262144 are allowed");
    }

    @Test
    void aTextThatIsJustShortEnoughIsRead() {
        assertThat(Input.parse("a: " + "x".repeat(Input.LARGEST - 4) + "\n").get("a"))
                .isInstanceOf(String.class);
    }

    @Test
    void nestingIsBounded() {
        refused("a: " + "[".repeat(500) + "]".repeat(500) + "\n", "deep");
        refused("{\"a\": " + "[".repeat(500) + "]".repeat(500) + "}", "deep");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        refused("a: 1\nb: [1, 2\nc: 3\n", "the specification is not YAML", "line 3");
    }

    @Test
    void aMistakeNeverQuotesTheText() {
        assertThatThrownBy(() -> Input.parse("env: {PASSWORD: geheim\nb: ]\n"))
                .isInstanceOf(RefusedException.class)
                .message()
                .doesNotContain("geheim");
    }

    @Test
    void whatIsNoMapIsRefused() {
        refused("", "empty");
        refused("- a\n", "the specification is a list; it must be a map");
        refused("just words", "the specification is 'just words'; it must be a map");
    }

    @Test
    void aSecondDocumentIsRefused() {
        refused("a: 1\n---\na: 2\n", "a second document begins here");
    }

    @Test
    void numbersBeyondAllBoundsAreStillNumbers() {
        assertThat(Input.parse("a: 123456789012345678901234567890\n").get("a")).isInstanceOf(Number.class);
    }
}
