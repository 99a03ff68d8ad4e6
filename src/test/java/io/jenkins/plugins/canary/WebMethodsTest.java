package io.jenkins.plugins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Jenkins opens to browsers, and what its reviewers look for. In the standalone build there is none of it to see. */
class WebMethodsTest {
    private static final String STAPLER = "org.kohsuke.stapler.";
    private static final List<String> POST = List.of(STAPLER + "verb.POST", STAPLER + "interceptor.RequirePOST");
    private static final String GET = STAPLER + "verb.GET";
    private static final Set<String> RIGHTS =
            Set.of("checkPermission", "hasPermission", "hasPermission2", "checkAnyPermission");

    /** What tells nobody anything: a method that asks for no right may call these and our own arithmetic alone. */
    private static final List<String> HARMLESS = List.of(
            "java.",
            "hudson.Util",
            "hudson.util.FormValidation",
            "hudson.util.ListBoxModel",
            "org.jvnet.localizer.",
            Sources.BASE);

    /** Where Jenkins itself is asked, outside of the configuration. */
    private static final Set<String> SPEAK_TO_JENKINS = Set.of(
            "arguments.Choices",
            "run.AbandonedReleases",
            "run.Announcements",
            "run.Guard",
            "run.GuardJournals",
            "run.Holders",
            "run.OpenReleases",
            "run.PastReleases",
            "run.RunningBuilds",
            "steps.StepDrive",
            "view.CanaryOverview",
            "view.Overview");

    private static final JavaClasses CLASSES = Sources.classes();

    @Test
    void everyWebMethodIsPublicAndSaysHowItIsCalled() {
        Set<String> wrong = new TreeSet<>();
        webMethods()
                .filter(method -> !method.getModifiers().contains(JavaModifier.PUBLIC)
                        || POST.stream().noneMatch(method::isAnnotatedWith)
                                && (isOfForms(method) || !method.isAnnotatedWith(GET)))
                .forEach(method -> wrong.add(method.getFullName()));

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyWebMethodAsksForARightOrTellsNothing() {
        Set<String> wrong = new TreeSet<>();
        webMethods().forEach(method -> {
            Set<JavaCodeUnit> reached = reachedFrom(method);
            boolean asks = calls(reached).anyMatch(call -> RIGHTS.contains(call.name()));
            if (!asks) {
                calls(reached)
                        .map(call -> call.owner().getBaseComponentType().getName())
                        .filter(owner -> HARMLESS.stream().noneMatch(owner::startsWith))
                        .forEach(owner -> wrong.add(method.getFullName() + " reaches " + owner));
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void theTestSeesTheWebMethodsThatItJudges() {
        boolean isPlugin =
                CLASSES.stream().anyMatch(type -> Sources.packageOf(type).equals("view"));

        assertThat(webMethods().map(JavaMethod::getName).toList())
                .satisfies(names -> assertThat(names.contains("doGive")).isEqualTo(isPlugin));
    }

    @Test
    void whatFormsAreBoundToIsPublic() {
        Set<String> hidden = new TreeSet<>();
        CLASSES.stream()
                .flatMap(type -> type.getMembers().stream())
                .filter(WebMethodsTest::isBound)
                .filter(member -> !member.getModifiers().contains(JavaModifier.PUBLIC)
                        || !member.getOwner().getModifiers().contains(JavaModifier.PUBLIC))
                .forEach(member -> hidden.add(member.getFullName()));

        assertThat(hidden).isEmpty();
    }

    @Test
    void nothingOldOrForbiddenIsImported() {
        List<String> forbidden = List.of(
                "org.apache.commons.lang.",
                "org.joda.",
                "javax.annotation.",
                "javax.servlet.",
                "com.google.common.collect.",
                "com.google.common.base.");
        Set<String> strangers = new TreeSet<>();
        CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        forbidden.stream().anyMatch(dependency.getTargetClass().getName()::startsWith))
                .forEach(dependency -> strangers.add(dependency.getDescription()));

        assertThat(strangers).isEmpty();
    }

    @Test
    void jenkinsItselfIsAskedInNamedPlacesOnly() {
        Set<String> places = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> !Sources.packageOf(type).equals("config"))
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().getName().equals("jenkins.model.Jenkins")
                                && call.getName().matches("get|getInstance|getInstanceOrNull")))
                .forEach(type -> places.add(type.getName().substring(Sources.BASE.length() + 1)));

        assertThat(SPEAK_TO_JENKINS).containsAll(places);
    }

    @Test
    void noExceptionIsMadeWithoutAMessage() {
        Set<String> silent = new TreeSet<>();
        CLASSES.stream()
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isAssignableTo(Exception.class))
                .filter(call -> !call.getTargetOwner().getName().startsWith(Sources.BASE)) // ours know what they say
                .filter(call -> call.getTarget().getRawParameterTypes().isEmpty())
                .filter(call -> !isOfSubclass(call))
                .forEach(call -> silent.add(call.getDescription()));

        assertThat(silent).isEmpty();
    }

    @Test
    void testsAreForTheirPackageAlone() {
        Set<String> open = new TreeSet<>();
        Sources.tests().stream()
                .filter(type -> type.getSimpleName().endsWith("Test") && type.isTopLevelClass())
                .flatMap(type -> Stream.concat(
                        type.getModifiers().contains(JavaModifier.PUBLIC) ? Stream.of(type.getName()) : Stream.of(),
                        type.getMethods().stream()
                                .filter(method -> method.isAnnotatedWith(Test.class)
                                        && method.getModifiers().contains(JavaModifier.PUBLIC))
                                .map(JavaMember::getFullName)))
                .forEach(open::add);

        assertThat(open).isEmpty();
    }

    private static Stream<JavaMethod> webMethods() {
        return CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getName().matches("do[A-Z].*"))
                .filter(method -> !method.getName().equals("doRun")); // the work of PeriodicWork
    }

    private static boolean isOfForms(JavaMethod method) {
        return method.getName().matches("do(Fill|Check|Test|AutoComplete).*");
    }

    private static boolean isBound(JavaMember member) {
        return Stream.of("DataBoundConstructor", "DataBoundSetter", "bind.JavaScriptMethod")
                .anyMatch(name -> member.isAnnotatedWith(STAPLER + name));
    }

    /** An exception of ours hands on to its parent what it was given, or nothing. */
    private static boolean isOfSubclass(JavaConstructorCall call) {
        return call.getOrigin() instanceof JavaConstructor
                && call.getOriginOwner().isAssignableTo(call.getTargetOwner().getName());
    }

    /** The method and everything of ours that it may call. */
    private static Set<JavaCodeUnit> reachedFrom(JavaMethod method) {
        Set<JavaCodeUnit> reached = new LinkedHashSet<>();
        Deque<JavaCodeUnit> next = new ArrayDeque<>(List.of(method));
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.pop();
            if (reached.add(unit)) {
                unit.getCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().getName().startsWith(Sources.BASE))
                        .flatMap(call -> call.getTarget().resolveMember().stream())
                        .filter(JavaCodeUnit.class::isInstance)
                        .map(JavaCodeUnit.class::cast)
                        .forEach(next::push);
            }
        }
        return reached;
    }

    private record Call(JavaClass owner, String name) {}

    private static Stream<Call> calls(Set<JavaCodeUnit> units) {
        return units.stream()
                .flatMap(unit -> unit.getCallsFromSelf().stream())
                .map(call -> new Call(call.getTargetOwner(), call.getName()));
    }
}
