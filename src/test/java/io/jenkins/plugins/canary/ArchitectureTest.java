package io.jenkins.plugins.canary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom: the table in {@code docs/architecture.md}. */
class ArchitectureTest {
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "commons-numbers", List.of("org.apache.commons.numbers"),
            "OkHttp", List.of("okhttp3", "okio", "kotlin"),
            // Its YAML module hands SnakeYAML's options and errors to its users.
            "Jackson", List.of("com.fasterxml.jackson", "org.yaml.snakeyaml"),
            "fabric8", List.of("io.fabric8"),
            "Jenkins",
                    List.of(
                            "com.cloudbees.plugins.credentials",
                            // What the Metrics plugin collects is written with it.
                            "com.codahale.metrics",
                            // The contract of steps is written with it.
                            "com.google.common.util.concurrent",
                            "edu.umd.cs.findbugs.annotations",
                            "hudson",
                            "io.jenkins.plugins.okhttp",
                            "jakarta.mail",
                            "jakarta.servlet",
                            "jenkins",
                            "net.sf.json",
                            "org.jenkinsci",
                            "org.jvnet.localizer",
                            "org.kohsuke",
                            "org.springframework.security"),
            "picocli", List.of("picocli"));

    private static final List<String> JDK = List.of("java", "javax.net.ssl", "javax.crypto", "com.sun.net.httpserver");

    private static final Set<String> IMPURE =
            Set.of("java.io", "java.net", "java.nio", "java.util.concurrent", "java.util.logging");

    private static final JavaClasses CLASSES = Sources.classes();

    static Stream<Row> table() {
        return Sources.table("packages").stream()
                .map(cells -> new Row(cells.get(0), words(cells.get(2)), words(cells.get(3))));
    }

    private static List<String> words(String cell) {
        return cell.equals("–") ? List.of() : Arrays.stream(cell.split(",\\s*")).toList();
    }

    @ParameterizedTest
    @MethodSource("table")
    void aPackageImportsOnlyWhatTheTableAllows(Row row) {
        Set<String> strangers = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> Sources.packageOf(type).equals(row.name()))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> !row.allows(dependency.getTargetClass()))
                .map(Dependency::getDescription)
                .forEach(strangers::add);

        assertThat(strangers).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> known = table().map(Row::name).collect(Collectors.toSet());

        assertThat(CLASSES).extracting(Sources::packageOf).isSubsetOf(known);
    }

    @Test
    void theTestSeesTheClassesItJudges() {
        Set<String> built = Stream.of(
                        "analysis", "target", "metrics", "kubernetes", "traffic", "journal", "release", "simulation")
                .collect(Collectors.toSet());

        assertThat(CLASSES).extracting(Sources::packageOf).containsAll(built);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching(Sources.BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatIsInternalIsNamedByItsOwnPackageOnly() {
        Set<String> strangers = new TreeSet<>();
        CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(ArchitectureTest::reachesInside)
                .map(Dependency::getDescription)
                .forEach(strangers::add);

        assertThat(strangers).isEmpty();
    }

    private static boolean reachesInside(Dependency dependency) {
        String target = dependency.getTargetClass().getPackageName();
        return target.startsWith(Sources.BASE)
                && (target + ".").contains(".internal.")
                && !Sources.packageOf(target).equals(Sources.packageOf(dependency.getOriginClass()));
    }

    @Test
    void analysisIsPureArithmetic() {
        noClasses()
                .that()
                .resideInAPackage(Sources.BASE + ".analysis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(IMPURE.stream().map(name -> name + "..").toArray(String[]::new))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Clock.class, System.class, java.util.Random.class)
                .check(CLASSES);
    }

    @Test
    void analysisGivesTheSameBitsOnEveryMachine() {
        Set<String> exact = Set.of(
                "abs",
                "max",
                "min",
                "sqrt",
                "ceil",
                "floor",
                "round",
                "addExact",
                "multiplyExact",
                "toIntExact",
                "fma",
                "ulp",
                "clamp");
        Set<String> calls = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> Sources.packageOf(type).equals("analysis"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Math.class) && !exact.contains(call.getName()))
                .forEach(call -> calls.add(call.getDescription()));

        assertThat(calls).as("use StrictMath").isEmpty();
    }

    @Test
    void theEngineAsksOnlyTheClockItWasGiven() {
        Set<String> shells = Set.of("cli", "simulation", "config", "run");
        Set<String> calls = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> !shells.contains(Sources.packageOf(type)))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                                && call.getName().startsWith("system")
                        || call.getTargetOwner().getPackageName().equals("java.time")
                                && call.getName().equals("now")
                                && !call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(Clock.class))
                        || call.getTargetOwner().isEquivalentTo(System.class)
                                && call.getName().matches("currentTimeMillis|nanoTime"))
                .forEach(call -> calls.add(call.getDescription()));

        assertThat(calls).isEmpty();
    }

    @Test
    void noPackageIsAHoldAll() {
        Set<String> banned = Set.of("util", "utils", "common", "helper", "helpers", "manager", "misc");

        assertThat(CLASSES)
                .allSatisfy(type ->
                        assertThat(List.of(type.getPackageName().split("\\."))).doesNotContainAnyElementsOf(banned));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertThat(Sources.folders()).allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                .exists());
    }

    /**
     * A package of the table.
     *
     * @param packages what it may import of ours
     * @param libraries what it may import of others
     */
    record Row(String name, List<String> packages, List<String> libraries) {
        boolean allows(JavaClass type) {
            JavaClass base = type.getBaseComponentType();
            String owner = base.getPackageName();
            String ours = Sources.packageOf(owner);
            return base.isPrimitive()
                    || JDK.stream().anyMatch(root -> (owner + ".").startsWith(root + "."))
                    || ours.equals(name)
                    || packages.contains(ours)
                    || libraries.stream()
                            .flatMap(library -> LIBRARIES.get(library).stream())
                            .anyMatch(root -> (owner + ".").startsWith(root + "."));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
