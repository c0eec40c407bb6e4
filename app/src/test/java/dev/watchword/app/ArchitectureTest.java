package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchword.app.Architecture.Packages;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the program to [Architecture], and each rule of it to a fault that was planted for it.
class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.watchword");

  private static final String PLANTED = "dev.watchword.app.planted";

  private static final JavaClasses FAULTS = new ClassFileImporter().importPackages(PLANTED);

  static List<ArchRule> rules() {
    return rules(Packages.real());
  }

  static List<ArchRule> rulesOnPlantedFaults() {
    return rules(
        new Packages(
            PLANTED + ".core",
            List.of(PLANTED + ".one", PLANTED + ".two"),
            PLANTED + ".two",
            PLANTED + ".root"));
  }

  private static List<ArchRule> rules(Packages packages) {
    Architecture rules = new Architecture(packages);
    return Stream.concat(
            rules.adaptersKnowOnlyCore().stream(),
            Stream.of(
                rules.coreStandsAlone(),
                rules.coreHasNoCircles(),
                rules.adaptersShowOnlyTheirDoors(),
                rules.injectionIsNamedInModulesAlone(),
                rules.coreIsHandedTimeAndChance(),
                rules.chanceIsCryptographic(),
                rules.nothingIsDeserialized(),
                rules.onlyTheCommandLineWritesToTheStandardStreams(),
                rules.namesSayWhatAThingIs(),
                rules.recordsHoldNoArrays()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramKeepsTheRule(ArchRule rule) {
    rule.check(PROGRAM);
  }

  @ParameterizedTest
  @MethodSource("rulesOnPlantedFaults")
  void theRuleFindsAPlantedFault(ArchRule rule) {
    assertThat(rule.evaluate(FAULTS).hasViolation()).as(rule.getDescription()).isTrue();
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String part :
        List.of(
            "core.secret",
            "adapters.cli",
            "adapters.http",
            "adapters.imaging",
            "adapters.interchange",
            "adapters.storage",
            "app")) {
      assertThat(PROGRAM.containPackage("dev.watchword." + part)).as(part).isTrue();
    }
  }
}
