package io.breakwater.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shape of the core: the JDK alone, no clock, no randomness, no I/O, no floating point in money, no cycles. */
class ArchitectureTest {

    private static final String CORE = "io.breakwater.core";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);

    /** Who may compute in floating point: what is estimated and published as integers, or rounded half even (B.1, B.6, B.7). */
    private static final Set<String> FLOATING_POINT = Set.of(
            "io.breakwater.core.margin.DoubleDouble",
            "io.breakwater.core.margin.NormalDistribution",
            "io.breakwater.core.margin.VolatilityRange");

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Year.now",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.lang.System.getenv",
            "java.lang.System.getProperty");

    @Test
    void dependsOnTheJdkAndItselfAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", CORE + "..")
                .check(MAIN);
    }

    @Test
    void readsNoClockNoRandomnessNoFilesAndNoNetwork() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(MAIN);
        noClasses().should(call(CLOCKS)).check(MAIN);
    }

    private static ArchCondition<JavaClass> call(Set<String> methods) {
        return new ArchCondition<>("call a clock, an environment or a source of randomness") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                    String method = call.getTargetOwner().getName() + "." + call.getName();
                    if (methods.contains(method)) {
                        events.add(SimpleConditionEvent.satisfied(type, call.getDescription()));
                    }
                }
            }
        };
    }

    @Test
    void keepsFloatingPointWhereItMayBe() {
        DescribedPredicate<JavaClass> mayNot = DescribedPredicate.describe(
                "may not compute in floating point", type -> !FLOATING_POINT.contains(topLevel(type)));
        classes().that(mayNot).should(haveNoFloatingPointInSignatures()).check(MAIN);
        FLOATING_POINT.forEach(name -> assertThat(MAIN.contain(name)).as(name).isTrue());
    }

    private static String topLevel(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static ArchCondition<JavaClass> haveNoFloatingPointInSignatures() {
        return new ArchCondition<>("have no floating point in fields and methods") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    if (isFloating(field.getRawType())) {
                        events.add(SimpleConditionEvent.violated(field, field.getDescription()));
                    }
                }
                for (JavaMethod method : type.getMethods()) {
                    boolean floating = isFloating(method.getRawReturnType())
                            || method.getRawParameterTypes().stream().anyMatch(ArchitectureTest::isFloating);
                    if (floating) {
                        events.add(SimpleConditionEvent.violated(method, method.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isFloating(JavaClass type) {
        return Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                .contains(type.getBaseComponentType().getName());
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(CORE + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void namesSayWhatAClassIsResponsibleFor() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(MAIN);
    }

    @Test
    void printsWhoKnowsWhom() {
        Set<String> arrows = MAIN.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(ArchitectureTest::crossesPackages)
                .map(arrow -> shortName(arrow.getOriginClass()) + " -> " + shortName(arrow.getTargetClass()))
                .collect(Collectors.toCollection(TreeSet::new));
        System.out.println("clearing-core: who knows whom");
        List<String> packages = arrows.stream()
                .map(arrow -> arrow.substring(0, arrow.indexOf(' ')))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        for (String from : packages) {
            System.out.println("  " + from + " -> "
                    + arrows.stream()
                            .filter(arrow -> arrow.startsWith(from + " "))
                            .map(arrow -> arrow.substring(from.length() + 4))
                            .collect(Collectors.joining(", ")));
        }
        assertThat(arrows).contains("account -> ledger", "ledger -> money", "protocol -> account");
        assertThat(arrows).noneMatch(arrow -> arrow.startsWith("money -> "));
    }

    private static boolean crossesPackages(Dependency arrow) {
        return arrow.getTargetClass().getPackageName().startsWith(CORE)
                && !arrow.getTargetClass()
                        .getPackageName()
                        .equals(arrow.getOriginClass().getPackageName());
    }

    private static String shortName(JavaClass type) {
        return type.getPackageName().substring(CORE.length() + 1);
    }
}
