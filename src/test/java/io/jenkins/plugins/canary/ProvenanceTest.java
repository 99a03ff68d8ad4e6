package io.jenkins.plugins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the judge's formulas and numbers are from is said where they are. */
class ProvenanceTest {
    private static final String ANALYSIS = "src/main/java/io/jenkins/plugins/canary/analysis";

    /** A public type with the comment before it. */
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*public (?:final |abstract |sealed )*(?:class|interface|record|enum) (\\w+)");

    /** A section of the specification, a year, a preprint, or the program that it is written after. */
    private static final Pattern SOURCE =
            Pattern.compile("(?:methods|design) \\d|\\b(?:18|19|20)\\d\\d\\b|arXiv|Kayenta", Pattern.CASE_INSENSITIVE);

    /** A named number, and whether a comment ends just before it. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?m)^(.*)\\n\\s+(?:public |private )?static final (?:int|long|double|Duration|int\\[]) (\\w+) = ([^;]+);");

    /** What needs no reason: ends of scales, and places in arrays. */
    private static final Pattern PLAIN = Pattern.compile(
            "[012]|1_000_000_000L|HOUR.*|\\d\\.\\d{10,}(?:e-\\d+)?|0x\\w+|-?StrictMath\\.log\\(2\\)|\\(1 - FIRST\\).*");

    @Test
    void everyPublicTypeOfTheAnalysisNamesItsSource() throws IOException {
        List<String> silent = new ArrayList<>();
        int types = 0;
        for (Path file : files()) {
            Matcher type = PUBLIC_TYPE.matcher(Files.readString(file));
            if (type.find()) {
                types++;
                if (!SOURCE.matcher(type.group(1)).find()) {
                    silent.add(type.group(2));
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(types).isGreaterThan(30);
    }

    @Test
    void everyNumberOfTheAnalysisHasAReason() throws IOException {
        List<String> bare = new ArrayList<>();
        for (Path file : files()) {
            Matcher number = NUMBER.matcher(Files.readString(file));
            int from = 0;
            while (number.find(from)) {
                boolean told = number.group(1).strip().endsWith("*/");
                if (!told && !PLAIN.matcher(number.group(3)).matches()) {
                    bare.add(file.getFileName() + ": " + number.group(2));
                }
                from = number.start(2);
            }
        }
        assertThat(bare).isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Sources.ROOT.resolve(ANALYSIS))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
