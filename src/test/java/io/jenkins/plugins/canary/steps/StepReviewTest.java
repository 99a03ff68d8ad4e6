package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.canary.arguments.TargetStep;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.junit.jupiter.api.Test;

/** What a reviewer counts for every step and can be counted; forms, snippets and help are {@link StepFormsTest}'s. */
class StepReviewTest {
    private static final Set<Class<?>> EXECUTORS = Set.of(FilePath.class, Launcher.class, Computer.class, Node.class);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(StepReviewTest.class.getPackageName());

    /** What a build may keep on disk: words and numbers, and what the step interface itself keeps. */
    private static final Set<Class<?>> PLAIN =
            Set.of(String.class, StepContext.class, BodyExecution.class, Throwable.class);

    @Test
    void everyStepSaysInAFewWordsWhichCallItIs() {
        List<StepDescriptor> steps = descriptors();

        assertThat(steps).hasSize(9);
        for (StepDescriptor step : steps) {
            Map<String, Object> target = Map.of("namespace", "shop", "workload", "checkout", "file", "report.jsonl");
            assertThat(step.argumentsToString(target))
                    .as(step.getFunctionName())
                    .isIn("shop/checkout", "report.jsonl");
            assertThat(step.argumentsToString(Map.of("reason", "a long story")))
                    .as(step.getFunctionName())
                    .satisfiesAnyOf(text -> assertThat(text).isNull(), text -> assertThat(text)
                            .isEmpty());
        }
    }

    @Test
    void noStepHoldsAnExecutorButTheOneThatReadsAFileFromAnAgent() {
        for (StepDescriptor step : descriptors()) {
            Set<Class<?>> needed = new HashSet<>(step.getRequiredContext());
            needed.retainAll(EXECUTORS);
            assertThat(needed)
                    .as(step.getFunctionName())
                    .isEqualTo(step instanceof CanaryReportStep.DescriptorImpl ? Set.of(FilePath.class) : Set.of());
        }
    }

    @Test
    void everyOperationIsThereForFreestyleJobsByTheSameName() {
        for (StepDescriptor step : descriptors()) {
            if (TargetStep.class.isAssignableFrom(step.clazz) && !step.takesImplicitBlockArgument()) {
                assertThat(SymbolLookup.getSymbolValue(step))
                        .as(step.clazz.getName())
                        .containsExactly(step.getFunctionName());
            }
        }
    }

    @Test
    void whatABuildKeepsOfAStepIsWordsAndNumbers() {
        Set<String> others = new TreeSet<>();
        persisted()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.TRANSIENT))
                .filter(field -> !isPlain(field))
                .forEach(field -> others.add(
                        field.getFullName() + ": " + field.getRawType().getName()));

        assertThat(others).isEmpty();
    }

    @Test
    void whatABuildKeepsOfAStepSaysItsVersionAndIsNamed() {
        Set<String> wrong = new TreeSet<>();
        persisted()
                .filter(type -> type.isAnonymousClass()
                        || type.getFields().stream()
                                .noneMatch(field -> field.getName().equals("serialVersionUID")))
                .forEach(type -> wrong.add(type.getName()));

        assertThat(persisted().toList()).hasSizeGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    @Test
    void noStepBlocksTheThreadOfThePipeline() {
        assertThat(executions().filter(type -> !isAsynchronous(type)).toList()).isEmpty();
    }

    private static boolean isAsynchronous(JavaClass type) {
        return type.isAssignableTo(ReleaseStepExecution.class)
                || type.isAssignableTo(SynchronousNonBlockingStepExecution.class) // seconds, on a thread of its own
                || type.getName().contains("WithCanaryStep"); // nothing but its block
    }

    private static boolean isPlain(JavaField field) {
        JavaClass type = field.getRawType();
        return type.isPrimitive()
                || PLAIN.stream().anyMatch(plain -> type.isEquivalentTo(plain))
                || type.isAssignableTo(Map.class) && type.isAssignableTo(Serializable.class)
                || type.getPackageName().equals(StepReviewTest.class.getPackageName())
                        && type.isAssignableTo(Serializable.class);
    }

    /** Executions, callbacks of blocks, what they return, and why they end. */
    private static Stream<JavaClass> persisted() {
        return CLASSES.stream()
                .filter(type -> type.isAssignableTo(Serializable.class))
                .filter(type -> !type.isEnum());
    }

    private static Stream<JavaClass> executions() {
        return CLASSES.stream()
                .filter(type -> type.isAssignableTo(StepExecution.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    /** All steps of ours; one that is added later is looked at too. */
    private static List<StepDescriptor> descriptors() {
        return CLASSES.stream()
                .filter(type -> type.isAssignableTo(StepDescriptor.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(StepReviewTest::descriptor)
                .toList();
    }

    private static StepDescriptor descriptor(JavaClass type) {
        try {
            return (StepDescriptor) type.reflect().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " is no descriptor that Jenkins could make", e);
        }
    }
}
