package io.jenkins.plugins.canary.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.Test;

class FormTextsTest {
    @Test
    void listsAreOneText() {
        assertThat(FormTexts.listed(List.of(5, 25))).isEqualTo("5, 25");
        assertThat(FormTexts.listed(List.of(0.25, 1.0))).isEqualTo("0.25, 1");
        assertThat(FormTexts.listed(null)).isEmpty();

        JSONObject form = FormTexts.withLists(
                JSONObject.fromObject(Map.of("weights", " 5, 25\n50", "name", "a, b", "hold", "")), "weights", "edges");

        assertThat(form.getJSONArray("weights").toArray()).containsExactly("5", "25", "50");
        assertThat(form.getString("name")).isEqualTo("a, b");
        assertThat(form.has("hold")).isFalse();
        assertThat(form.has("edges")).isFalse();
    }
}
