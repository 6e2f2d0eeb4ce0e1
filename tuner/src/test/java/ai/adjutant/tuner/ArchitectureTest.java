package ai.adjutant.tuner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The core knows no model, natives stand in one package, and packages offer little. */
final class ArchitectureTest {
  private static final String ROOT = "ai.adjutant.tuner";
  private static final int PUBLIC_TYPES_MAX = 12;
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void coreKnowsNoModel() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".torch..",
            ROOT + ".model..",
            ROOT + ".data..",
            ROOT + ".config..",
            ROOT + ".optimizer..",
            ROOT + ".weights..",
            ROOT + ".checkpoint..",
            ROOT + ".curve..",
            ROOT + ".train..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".bert..",
            ROOT + ".text..",
            ROOT + ".triples..",
            ROOT + ".reader..",
            ROOT + ".encoder..")
        .check(CLASSES);
  }

  @Test
  void onlyTorchSeesTheBindingOfPyTorch() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".torch..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.pytorch..")
        .check(CLASSES);
  }

  @Test
  void onlyTextSeesTheTokenizerLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".text..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.huggingface..")
        .check(CLASSES);
  }

  @Test
  void nothingReadsTheEnvironment() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .check(CLASSES);
  }

  @Test
  void packagesOfferFewTypes() {
    Map<String, Long> offered =
        CLASSES.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(offered.values())
        .as("public types by package: %s", offered)
        .allMatch(count -> count <= PUBLIC_TYPES_MAX);
  }
}
