package io.jenkins.plugins.canary.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
    private static final Scope CANARY = new Scope(
            Arm.CANARY,
            Map.of("namespace", "shop", "workload", "checkout", "service", "checkout-canary"),
            Map.of("checkout-b", Instant.EPOCH, "checkout-a", Instant.EPOCH));

    @Test
    void putsInTheValuesOfTheArm() {
        assertThat(
                        expand(
                                "{{workload}}_requests_total{namespace=\"{{namespace}}\",track='{{ track }}',pod=~\"{{pods}}\"}"))
                .isEqualTo("checkout_requests_total{namespace=\"shop\",track='canary',pod=~\"checkout-a|checkout-b\"}");
    }

    @Test
    void leavesTextWithoutPlaceholdersAsItIs() {
        assertThat(expand("sum(rate(a{b=\"c\\\"{{\",d=~`x{2}`}[1m])) / 2"))
                .isEqualTo("sum(rate(a{b=\"c\\\"{{\",d=~`x{2}`}[1m])) / 2");
    }

    @Test
    void leavesOutCommentsSoThatARangeCanFollow() {
        assertThat(expand("a{b=\"#1\"} # all \"of\" them\n")).isEqualTo("a{b=\"#1\"} ");
    }

    @Test
    void anArmWithoutPodsMatchesNothing() {
        Scope empty = new Scope(Arm.CANARY, Map.of(), Map.of());

        String regex = Expansion.of("pod=~\"{{pods}}\"", empty, "m").replaceAll(".*\"(.*)\"", "$1");

        assertThat("").doesNotMatch(regex);
        assertThat("checkout-a").doesNotMatch(regex);
        assertThat("no-pods").doesNotMatch(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a\"} or vector(1) #", "a\\", "a|b", "(a", "a'b", "$^", "line\nbreak", "[x]{2}*+?"})
    void aHostileValueStaysOneLiteral(String hostile) {
        Scope scope = new Scope(Arm.CANARY, Map.of("service", hostile), Map.of(hostile, Instant.EPOCH));

        for (char quote : new char[] {'"', '\''}) {
            String regex = literal(Expansion.of("a{b=~" + quote + "{{service}}" + quote + "}", scope, "m"), quote);
            String pods = literal(Expansion.of("a{b=~" + quote + "{{pods}}" + quote + "}", scope, "m"), quote);
            String text = literal(Expansion.of("a{b=" + quote + "{{service}}" + quote + "}", scope, "m"), quote);

            assertThat(hostile).matches(Pattern.compile(regex));
            assertThat(hostile).matches(Pattern.compile(pods));
            assertThat(text).isEqualTo(hostile);
        }
    }

    @Test
    void dotsAreNoWildcards() {
        Scope scope = new Scope(Arm.CANARY, Map.of(), Map.of("a.b", Instant.EPOCH));

        assertThat(Expansion.of("x{pod=~\"{{pods}}\"}", scope, "m")).isEqualTo("x{pod=~\"a\\\\.b\"}");
        assertThat(Expansion.of("x{pod!~`{{pods}}`}", scope, "m")).isEqualTo("x{pod!~`a\\.b`}");
    }

    @Test
    void namesAnUnknownPlaceholderAndThoseThatAreKnown() {
        assertThatThrownBy(() -> expand("a{b=\"{{image}}\"}"))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.lasting()).isTrue())
                .hasMessageContainingAll("errors.total", "{{image}}", "{{pods}}", "{{namespace}}", "{{track}}");
    }

    @Test
    void podsOutsideOfARegularExpressionAreRefused() {
        assertThatThrownBy(() -> expand("a{pod=\"{{pods}}\"}")).hasMessageContaining("pod=~\"{{pods}}\"");
    }

    @Test
    void aValueThatIsNoNameMustBeQuoted() {
        assertThatThrownBy(() -> expand("{{service}}_total"))
                .hasMessageContainingAll("{{service}}", "\"checkout-canary\"", "quotes");
    }

    @Test
    void aBackQuoteCannotStandInBackQuotes() {
        Scope scope = new Scope(Arm.CANARY, Map.of("service", "a`b"), Map.of());

        assertThatThrownBy(() -> Expansion.of("a{b=`{{service}}`}", scope, "m")).hasMessageContaining("back quote");
    }

    private static String expand(String text) {
        return Expansion.of(text, CANARY, "errors.total");
    }

    /** The value of the only string literal in a selector, by the rules of PromQL. */
    private static String literal(String selector, char quote) {
        Matcher literal = Pattern.compile(quote + "((?:[^\\\\" + quote + "]|\\\\.)*)" + quote + "\\}")
                .matcher(selector);
        assertThat(literal.find()).as(selector).isTrue();
        return literal.group(1).replace("\\n", "\n").replaceAll("\\\\(.)", "$1");
    }
}
