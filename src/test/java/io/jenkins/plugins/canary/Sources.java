package io.jenkins.plugins.canary;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The source tree, and the classes that were compiled of it, in either build. */
final class Sources {
    /** The root package. */
    static final String BASE = "io.jenkins.plugins.canary";

    /** Where the repository is. */
    static final Path ROOT = Path.of(System.getProperty("canary.root", "."));

    private static final List<Path> MAIN =
            List.of(ROOT.resolve("src/main/java"), ROOT.resolve("src/simulation/java"), ROOT.resolve("standalone/src"));

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(BASE);

    private Sources() {}

    /** Classes that are no tests: those whose source stands in a tree that is main source in one of the builds. */
    static JavaClasses classes() {
        return CLASSES.that(new DescribedPredicate<>("not of tests") {
            @Override
            public boolean test(JavaClass type) {
                return isMain(type);
            }
        });
    }

    /** Classes of tests: all others of ours. */
    static JavaClasses tests() {
        return CLASSES.that(new DescribedPredicate<>("of tests") {
            @Override
            public boolean test(JavaClass type) {
                return !isMain(type);
            }
        });
    }

    private static boolean isMain(JavaClass type) {
        String file = type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        String beside = type.getPackageName().replace('.', '/') + "/"
                + type.getSource().flatMap(source -> source.getFileName()).orElse("?");
        return MAIN.stream().anyMatch(root -> Files.exists(root.resolve(file)) || Files.exists(root.resolve(beside)));
    }

    /** The first part of a class's package below the root package; empty for the root itself and for strangers. */
    static String packageOf(JavaClass type) {
        return packageOf(type.getPackageName());
    }

    static String packageOf(String name) {
        return name.startsWith(BASE + ".") ? name.substring(BASE.length() + 1).split("\\.")[0] : "";
    }

    /** Folders of main source that hold Java files. */
    static List<Path> folders() {
        return MAIN.stream()
                .filter(Files::exists)
                .flatMap(Sources::walk)
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<Path> walk(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a table in {@code docs/architecture.md} between marks, without head, each as its cells. */
    static List<List<String>> table(String marks) {
        String page = read("docs/architecture.md");
        String begin = "<!-- " + marks + ": begin -->";
        return page.substring(page.indexOf(begin) + begin.length(), page.indexOf("<!-- " + marks + ": end -->"))
                .strip()
                .lines()
                .skip(2)
                .map(row -> Arrays.stream(row.split("\\|"))
                        .skip(1)
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }
}
