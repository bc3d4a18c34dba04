package io.breakwater.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pekko.persistence.typed.javadsl.SnapshotCountRetentionCriteria;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may know whom: the arrows between the parts, as the architecture page draws them. */
class ArchitectureTest {

    private static final JavaClasses BREAKWATER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.breakwater.core", "io.breakwater.node");

    /** A part of the system and what it may depend on besides itself and the JDK. */
    enum Part {
        CORE("io.breakwater.core.."),
        TIME("io.breakwater.node.time.."),
        MARKET(
                "io.breakwater.node.market..",
                "io.breakwater.core..",
                "io.breakwater.node.persistence..",
                "io.breakwater.node.time..",
                "io.breakwater.journal..",
                "com.google.protobuf..",
                "com.typesafe.config..",
                "org.slf4j..",
                "org.apache.pekko.."),
        ORACLE(
                "io.breakwater.node.oracle..",
                "io.breakwater.core..",
                "io.breakwater.node.market..",
                "io.breakwater.node.persistence..",
                "io.breakwater.node.time..",
                "io.breakwater.journal..",
                "com.google.protobuf..",
                "com.typesafe.config..",
                "org.slf4j..",
                "org.apache.pekko.."),
        ACCOUNT(
                "io.breakwater.node.account..",
                "io.breakwater.core..",
                "io.breakwater.node.market..",
                "io.breakwater.node.persistence..",
                "io.breakwater.node.time..",
                "io.breakwater.journal..",
                "com.google.protobuf..",
                "com.typesafe.config..",
                "org.slf4j..",
                "org.apache.pekko.."),
        RISK(
                "io.breakwater.node.risk..",
                "io.breakwater.core..",
                "io.breakwater.node.account..",
                "io.breakwater.node.market..",
                "io.breakwater.node.time..",
                "io.breakwater.journal..",
                "com.datastax.oss.driver..",
                "com.google.protobuf..",
                "com.typesafe.config..",
                "org.HdrHistogram..",
                "org.slf4j..",
                "org.apache.pekko.."),
        OPS(
                "io.breakwater.node.ops..",
                "io.breakwater.core.market..",
                "io.breakwater.node.market..",
                "io.breakwater.node.risk..",
                "com.typesafe.config..",
                "io.prometheus..",
                "org.apache.pekko.."),
        DESK("io.breakwater.node.desk..", "io.breakwater.core.."),
        LIQUIDATION(
                "io.breakwater.node.liquidation..",
                "io.breakwater.core..",
                "io.breakwater.node.account..",
                "io.breakwater.node.desk..",
                "io.breakwater.node.market..",
                "io.breakwater.node.persistence..",
                "io.breakwater.node.time..",
                "io.breakwater.journal..",
                "com.datastax.oss.driver..",
                "com.google.protobuf..",
                "com.typesafe.config..",
                "org.slf4j..",
                "org.apache.pekko.."),
        GRPC(
                "io.breakwater.node.grpc..",
                "io.breakwater.core..",
                "io.breakwater.clearing..",
                "io.breakwater.contract..",
                "io.breakwater.health..",
                "io.breakwater.node.account..",
                "io.breakwater.node.cli.margin..",
                "io.breakwater.node.liquidation..",
                "io.breakwater.node.market..",
                "io.breakwater.node.oracle..",
                "io.breakwater.node.time..",
                "com.fasterxml.jackson..",
                "com.google.protobuf..",
                "com.google.rpc..",
                "com.typesafe.config..",
                "io.grpc..",
                "org.slf4j..",
                "scala..",
                "org.apache.pekko.."),
        FEED("io.breakwater.node.feed..", "io.breakwater.core.."),
        PERSISTENCE(
                "io.breakwater.node.persistence..",
                "io.breakwater.core..",
                "io.breakwater.journal..",
                "com.google.protobuf..",
                "org.apache.pekko.serialization.."),
        SIMULATION(
                "io.breakwater.node.simulation..",
                "io.breakwater.core..",
                "io.breakwater.node.desk..",
                "io.breakwater.node.feed..",
                "com.fasterxml.jackson.."),
        /** Wires the parts and does nothing else; so it may know all of them. */
        NODE(
                "io.breakwater.node",
                "io.breakwater..",
                "com.datastax.oss.driver.api..",
                "com.typesafe.config..",
                "org.slf4j..",
                "org.apache.pekko.."),
        STORAGE("io.breakwater.node.storage..", "com.datastax.oss.driver.api..", "com.typesafe.config.."),
        LOCAL(
                "io.breakwater.node.local..",
                "io.breakwater.clearing..",
                "io.breakwater.contract..",
                "io.breakwater.core..",
                "io.breakwater.node",
                "io.breakwater.node.account..",
                "io.breakwater.node.storage..",
                "io.breakwater.node.time..",
                "com.fasterxml.jackson..",
                "com.google.protobuf..",
                "com.typesafe.config..",
                "org.apache.pekko.."),
        DEMO(
                "io.breakwater.node.demo..",
                "io.breakwater.clearing..",
                "io.breakwater.contract..",
                "io.breakwater.core..",
                "io.breakwater.node",
                "io.breakwater.node.account..",
                "io.breakwater.node.feed..",
                "io.breakwater.node.local..",
                "io.breakwater.node.market..",
                "io.breakwater.node.risk..",
                "io.breakwater.node.simulation..",
                "io.breakwater.node.time..",
                "com.fasterxml.jackson..",
                "com.google.protobuf..",
                "org.slf4j..",
                "org.apache.pekko.."),
        COMMANDS(
                "io.breakwater.node.cli..",
                "io.breakwater.clearing..",
                "io.breakwater.core..",
                "io.breakwater.node.account..",
                "io.breakwater.node.demo..",
                "io.breakwater.node.feed..",
                "io.breakwater.node.local..",
                "io.breakwater.node.simulation..",
                "io.breakwater.node.storage..",
                "io.breakwater.node.time..",
                "com.fasterxml.jackson..",
                "com.google.protobuf..",
                "com.typesafe.config..",
                "org.apache.pekko..",
                "picocli..");

        private final String name;
        private final String[] mayKnow;

        Part(String name, String... mayKnow) {
            this.name = name;
            this.mayKnow = mayKnow;
        }

        String[] allowed() {
            return Stream.concat(Stream.of(name, "java.."), Arrays.stream(mayKnow))
                    .toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("each part knows only what its arrows point at")
    void arrows(Part part) {
        System.out.println(part.name + " -> java.. " + String.join(" ", part.mayKnow));

        classes()
                .that()
                .resideInAPackage(part.name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(part.allowed()))
                .check(BREAKWATER);
    }

    @Test
    @DisplayName("the core has no clock, no randomness, no I/O and no logging: they are arguments")
    void theLawIsPure() {
        noClasses()
                .that()
                .resideInAPackage("io.breakwater.core..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.util.concurrent..",
                        "java.util.logging.."))
                .orShould()
                .dependOnClassesThat(oneOf(
                        Clock.class, Random.class, SplittableRandom.class, UUID.class, Thread.class, Runtime.class))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .check(BREAKWATER);
    }

    @Test
    @DisplayName(
            "nobody deletes events of a journal: Cassandra would keep a tombstone for each and read it at every replay")
    void eventsStay() {
        noClasses()
                .should()
                .callMethod(SnapshotCountRetentionCriteria.class, "withDeleteEventsOnSnapshot")
                .check(BREAKWATER);
    }

    @Test
    @DisplayName("every class belongs to a part, so that a new package begins with its arrows")
    void everyClassBelongsToAPart() {
        String[] parts = Arrays.stream(Part.values()).map(part -> part.name).toArray(String[]::new);

        assertThat(BREAKWATER.that(not(resideInAnyPackage(parts)))).isEmpty();
        for (Part part : Part.values()) {
            assertThat(BREAKWATER.that(resideInAnyPackage(part.name)))
                    .as(part.name)
                    .isNotEmpty();
        }
    }

    private static DescribedPredicate<JavaClass> oneOf(Class<?>... forbidden) {
        List<String> names = Arrays.stream(forbidden).map(Class::getName).toList();
        return DescribedPredicate.describe("one of " + names, type -> names.contains(type.getName()));
    }
}
