package io.jenkins.plugins.canary.analysis.kayenta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.kayenta.Classification.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked examples of Kayenta's own tests of its scorer. A metric is written {@code group:label}, with {@code !} if critical. */
class KayentaScoreTest {
    @ParameterizedTest(name = "{0} with weights {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            g:PASS                              | -           | 100
            g:HIGH                              | -           | 0
            g:NODATA                            | -           | 0
            p:PASS p:PASS n:NODATA              | -           | 100
            g:PASS g:HIGH                       | -           | 50
            g:PASS g:HIGH g:LOW                 | -           | 33.33
            a:PASS a:PASS b:HIGH                | a=75 b=25   | 75
            a:PASS a:HIGH b:HIGH                | a=50 b=50   | 25
            a:PASS a:NODATA b:HIGH              | a=50 b=50   | 50
            g:PASS g:HIGH!                      | -           | 0
            g:LOW g:PASS!                       | -           | 50
            g:PASS g:NODATA!                    | -           | 0
            g:PASS g:NODATA_FAIL                | -           | 50
            g:PASS g:NODATA                     | -           | 0
            g:PASS g:PASS g:NODATA              | -           | 100
            g:PASS g:NODATA h:NODATA h:PASS     | -           | 0
            a:HIGH b:PASS                       | a=15 b=85   | 85
            a:HIGH b:PASS c:PASS                | a=60        | 40
            """)
    void scoresAsKayentaDoes(String members, String weights, double total) {
        assertThat(KayentaScore.of(members(members), weights(weights)).total()).isEqualTo(total);
    }

    @Test
    void aGroupWithoutDataIsShownAsNothingAndCountsAsFull() {
        KayentaScore score = KayentaScore.of(members("p:PASS p:PASS n:NODATA"), Map.of());

        assertThat(score.groups()).isEqualTo(Map.of("p", 100.0, "n", 0.0));
    }

    @Test
    void theSentenceNamesWhatFailed() {
        assertThat(KayentaScore.of(members("g:PASS g:HIGH!"), Map.of()).sentence())
                .isEqualTo("a critical metric failed: said of g");
        assertThat(KayentaScore.of(members("g:PASS g:LOW"), Map.of()).sentence())
                .isEqualTo("said of g");
        assertThat(KayentaScore.of(members("g:NODATA g:PASS"), Map.of()).sentence())
                .isEqualTo("1 of 2 metrics have no data");
    }

    private static List<KayentaScore.Member> members(String text) {
        return Arrays.stream(text.split(" ")).map(KayentaScoreTest::member).toList();
    }

    private static KayentaScore.Member member(String text) {
        String[] parts = text.replace("!", "").split(":");
        return new KayentaScore.Member(
                KayentaMetric.of(parts[0]),
                new Classification(Label.valueOf(parts[1]), text.endsWith("!"), "said of " + parts[0], 1));
    }

    private static Map<String, Double> weights(String text) {
        return text == null
                ? Map.of()
                : Arrays.stream(text.split(" "))
                        .map(one -> one.split("="))
                        .collect(Collectors.toMap(one -> one[0], one -> Double.valueOf(one[1])));
    }
}
