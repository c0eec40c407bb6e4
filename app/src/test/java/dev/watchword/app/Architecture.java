package dev.watchword.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.google.inject.Guice;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.watchword.adapters.cli.CliModule;
import dev.watchword.adapters.http.HttpModule;
import dev.watchword.adapters.imaging.ImagingModule;
import dev.watchword.adapters.interchange.InterchangeModule;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.secret.SharedSecret;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// The house rules that bytecode can be held against.
///
/// Each package is named by a class that is in it, so that a renamed package breaks the build
/// instead of emptying a rule.
final class Architecture {

  /// The packages that rules speak of: the real ones, or planted ones that break the rules.
  ///
  /// @param core the root of the domain's packages
  /// @param adapters each adapter's package
  /// @param cli the one adapter that may write to the standard streams
  /// @param app the composition root
  record Packages(String core, List<String> adapters, String cli, String app) {

    static Packages real() {
      return new Packages(
          parent(SharedSecret.class),
          List.of(
              CliModule.class.getPackageName(),
              HttpModule.class.getPackageName(),
              ImagingModule.class.getPackageName(),
              InterchangeModule.class.getPackageName(),
              StorageModule.class.getPackageName()),
          CliModule.class.getPackageName(),
          Main.class.getPackageName());
    }

    private static String parent(Class<?> type) {
      String name = type.getPackageName();
      return name.substring(0, name.lastIndexOf('.'));
    }
  }

  /// What an adapter may show beside its module: the doors that `app` and embedding programs use.
  private static final Set<String> DOORS =
      Set.of(
          "AnchorFiles",
          "CliPictures",
          "CliServices",
          "CliTransfers",
          "RowsOnRecord",
          "RunningServer",
          "ServeOrder",
          "StoreFiles",
          "StoreFile",
          "Forgotten",
          "DatabaseOrder",
          "WatchwordCli",
          "Database",
          "DatabaseSettings",
          "ConnectionUse",
          "CurrentAccounts",
          "CurrentCustody",
          "CurrentVerifier",
          "Gauge",
          "PeoplePorts",
          "Verifier",
          "ServerPorts",
          "ServerSettings",
          "OpenIdSettings",
          "TlsIdentity",
          "WatchwordServer");

  private final Packages packages;

  Architecture(Packages packages) {
    this.packages = packages;
  }

  ArchRule coreStandsAlone() {
    return classes()
        .that()
        .resideInAPackage(packages.core + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages.core + "..", "java..", "javax.crypto..", "org.jspecify..")
        .because("core is usable alone from any Java program (AS-04)");
  }

  ArchRule coreHasNoCircles() {
    return SlicesRuleDefinition.slices()
        .matching(packages.core + ".(*)..")
        .should()
        .beFreeOfCycles();
  }

  List<ArchRule> adaptersKnowOnlyCore() {
    List<ArchRule> rules = new ArrayList<>();
    for (String adapter : packages.adapters) {
      List<String> others = new ArrayList<>(packages.adapters);
      others.remove(adapter);
      others.add(packages.app);
      rules.add(
          noClasses()
              .that()
              .resideInAPackage(adapter + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others.stream().map(p -> p + "..").toArray(String[]::new)));
    }
    return rules;
  }

  ArchRule adaptersShowOnlyTheirDoors() {
    return classes()
        .that(inAnAdapter())
        .and()
        .areTopLevelClasses()
        .and(not(simpleNameEndingWith("Module")))
        .and(not(describe("are doors", (JavaClass type) -> DOORS.contains(type.getSimpleName()))))
        .should()
        .notBePublic();
  }

  ArchRule injectionIsNamedInModulesAlone() {
    return noClasses()
        .that(not(resideInAnyPackage(packages.app + "..")))
        .and(not(insideAModule()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Guice.class.getPackageName() + "..", "jakarta.inject..");
  }

  ArchRule coreIsHandedTimeAndChance() {
    return noClasses()
        .that()
        .resideInAPackage(packages.core + "..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethodWhere(targets(Clock.class, "system"))
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(SecureRandom.class)
        .because("time and chance are ports");
  }

  ArchRule chanceIsCryptographic() {
    return noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(Random.class, long.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .because("secrets come from SecureRandom (CR-16)");
  }

  ArchRule nothingIsDeserialized() {
    return noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);
  }

  ArchRule onlyTheCommandLineWritesToTheStandardStreams() {
    return noClasses()
        .that(not(resideInAnyPackage(packages.cli + "..")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace", PrintStream.class);
  }

  ArchRule namesSayWhatAThingIs() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util");
  }

  /// Secrets in records would be compared, printed and kept; a record with an array is no value.
  ArchRule recordsHoldNoArrays() {
    return classes()
        .that()
        .areRecords()
        .and()
        .arePublic()
        .should(
            new com.tngtech.archunit.lang.ArchCondition<>("hold no array") {
              @Override
              public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                type.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .filter(field -> field.getRawType().isArray())
                    .forEach(field ->
                        events.add(
                            com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                field, field.getFullName() + " is an array")));
              }
            });
  }

  private DescribedPredicate<JavaClass> inAnAdapter() {
    return resideInAnyPackage(packages.adapters.stream().map(p -> p + "..").toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> insideAModule() {
    return describe(
        "are inside of a module",
        type -> {
          JavaClass outer = type;
          while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
          }
          return outer.getSimpleName().endsWith("Module");
        });
  }

  private static DescribedPredicate<JavaCall<?>> targets(Class<?> owner, String start) {
    return describe(
        owner.getSimpleName() + "." + start + "…",
        call ->
            call.getTargetOwner().isEquivalentTo(owner)
                && call.getTarget().getName().startsWith(start));
  }
}
