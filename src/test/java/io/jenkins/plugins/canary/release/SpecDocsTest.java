package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The files in {@code docs} say what the code says. To write them anew: {@code -Dtest=SpecDocsTest -Dcanary.write-docs=true}. */
class SpecDocsTest {
    private static final String BEGIN = "<!-- written by SpecDocsTest: begin -->\n";
    private static final String END = "<!-- written by SpecDocsTest: end -->\n";

    private static void checkOrWrite(String path, String expected) throws IOException {
        if (Boolean.getBoolean("canary.write-docs")) {
            Files.writeString(Specs.ROOT.resolve(path), expected);
        }
        assertThat(Specs.file(path))
                .as("%s is out of date; write it anew with -Dtest=SpecDocsTest -Dcanary.write-docs=true", path)
                .isEqualTo(expected);
    }

    private static String pretty() throws JsonProcessingException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        return new ObjectMapper().writer(printer).writeValueAsString(SpecSchema.json()) + "\n";
    }

    @Test
    void theSchemaIsThatOfTheCode() throws IOException {
        checkOrWrite("docs/canary.schema.json", pretty());
    }

    @Test
    void theReferenceIsThatOfTheCode() throws IOException {
        String page = Specs.file("docs/specification.md");
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));

        checkOrWrite("docs/specification.md", before + SpecReference.markdown() + "\n" + after);
    }

    @Test
    void theExampleNamesEveryGroupOfFields() {
        String example = Specs.file("examples/canary.yaml");

        assertThat(SpecFields.GROUPS.values()).allSatisfy(fields -> assertThat(fields)
                .anyMatch(field -> example.contains("\n" + field.name() + ":")));
    }
}
