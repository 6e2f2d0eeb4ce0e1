package ai.adjutant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The platform keeps the architecture rules, and each rule finds the class made to break it. */
final class ArchitectureRulesTest {
  private static final JavaClasses PLATFORM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("ai.adjutant");

  private static final String BAD = "ai.adjutant.architecture.bad";
  private static final JavaClasses BAD_CLASSES = new ClassFileImporter().importPackages(BAD);

  @ParameterizedTest
  @EnumSource
  void platformKeepsRule(ArchitectureRules rule) {
    rule.under("ai.adjutant").allowEmptyShould(true).check(PLATFORM);
  }

  @ParameterizedTest
  @EnumSource
  void ruleFindsBreach(ArchitectureRules rule) {
    EvaluationResult result = rule.under(BAD).evaluate(BAD_CLASSES);
    assertThat(result.hasViolation()).as("violations of %s", rule).isTrue();
  }
}
