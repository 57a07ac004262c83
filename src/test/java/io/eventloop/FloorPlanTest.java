package io.eventloop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The floor plan: a package imports from lower floors only. Packages of one floor do not know each
 * other, nor do the modules among themselves; streams are what the other modules stand on, and
 * connections what http does.
 */
class FloorPlanTest {
  private static final String BASE = "io.eventloop";

  /**
   * The first part of the name below the base, or a module's two, and its floor; the base itself is
   * the empty one.
   */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("value", 0),
          Map.entry("pool", 1),
          Map.entry("loop", 2),
          Map.entry("modules.stream", 3),
          Map.entry("modules.net", 4),
          Map.entry("modules", 5),
          Map.entry("cluster", 5),
          Map.entry("observe", 5),
          Map.entry("", 6),
          Map.entry("javascript", 7),
          Map.entry("testkit", 7),
          Map.entry("cli", 8));

  private static JavaClasses ours;

  @BeforeAll
  static void readClasses() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);
  }

  @Test
  void shouldHaveEachPackageOnTheFloorPlan() {
    classes().should(haveAFloor()).check(ours);
  }

  @Test
  void shouldImportLowerFloorsOnly() {
    classes().should(importLowerFloorsOnly()).check(ours);
  }

  @Test
  void shouldHaveNoCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(ours);
    slices().matching(BASE + ".modules.(*)..").should().beFreeOfCycles().check(ours);
  }

  @Test
  void shouldKeepValuesFreeOfLibraries() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".value..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "tools.jackson..", "org.apache.pekko..", "scala..")
        .check(ours);
  }

  private static ArchCondition<JavaClass> haveAFloor() {
    return new ArchCondition<>("have a floor") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean known = FLOORS.containsKey(floorName(slice(item).orElseThrow()));
        String message = item.getName() + " is in a package that the floor plan does not have";
        events.add(new SimpleConditionEvent(item, known, message));
      }
    };
  }

  private static ArchCondition<JavaClass> importLowerFloorsOnly() {
    return new ArchCondition<>("import lower floors only") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String from = slice(item).orElseThrow();
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          slice(dependency.getTargetClass().getBaseComponentType())
              .filter(to -> !to.equals(from))
              .ifPresent(
                  to ->
                      events.add(
                          new SimpleConditionEvent(
                              dependency, floor(to) < floor(from), dependency.getDescription())));
        }
      }
    };
  }

  /** The package below the base; each module is a slice of its own. Empty if not one of ours. */
  private static Optional<String> slice(JavaClass item) {
    String name = item.getPackageName();
    if (name.equals(BASE)) {
      return Optional.of("");
    }
    if (!name.startsWith(BASE + ".")) {
      return Optional.empty();
    }
    String[] parts = name.substring(BASE.length() + 1).split("\\.");
    boolean module = parts[0].equals("modules") && parts.length > 1;
    return Optional.of(module ? parts[0] + "." + parts[1] : parts[0]);
  }

  private static int floor(String slice) {
    return FLOORS.getOrDefault(floorName(slice), Integer.MAX_VALUE);
  }

  private static String floorName(String slice) {
    int dot = slice.indexOf('.');
    return dot < 0 || FLOORS.containsKey(slice) ? slice : slice.substring(0, dot);
  }
}
