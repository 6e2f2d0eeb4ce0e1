package ai.adjutant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The house keeps its rules, and every rule finds the class that was made to break it. */
final class HouseRulesTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("ai.adjutant");

  private static final String BAD = "ai.adjutant.architecture.bad";
  private static final JavaClasses BAD_HOUSE = new ClassFileImporter().importPackages(BAD);

  @ParameterizedTest
  @EnumSource
  void houseKeepsRule(HouseRules rule) {
    rule.under("ai.adjutant").allowEmptyShould(true).check(HOUSE);
  }

  @ParameterizedTest
  @EnumSource
  void ruleBites(HouseRules rule) {
    EvaluationResult result = rule.under(BAD).evaluate(BAD_HOUSE);
    assertThat(result.hasViolation()).as("violations of %s", rule).isTrue();
  }
}
