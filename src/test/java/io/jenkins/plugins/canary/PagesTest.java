package io.jenkins.plugins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jelly pages, as Jenkins' content security policy and its escaping want them. */
class PagesTest {
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\bsrc=)|\\son[a-z]+=|javascript:|<style", Pattern.CASE_INSENSITIVE);

    @Test
    void noPageHasScriptInItself() throws IOException {
        assertThat(pages())
                .allSatisfy(page ->
                        assertThat(Files.readString(page)).as(page.toString()).doesNotContainPattern(INLINE));
    }

    @Test
    void everyPageEscapesByDefault() throws IOException {
        assertThat(pages()).isNotEmpty().allSatisfy(page -> assertThat(Files.readString(page))
                .as(page.toString())
                .startsWith("<?jelly escape-by-default='true'?>"));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Sources.ROOT.resolve("src/main/resources"))) {
            return files.filter(file -> file.toString().endsWith(".jelly")).toList();
        }
    }
}
