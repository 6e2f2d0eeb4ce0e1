package ai.adjutant.chassis.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.threads.ThreadBudget;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as a context binds them. */
final class ServiceSettingsTest {
  private static ThreadBudget budget(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("adjutant.service", "inference");
    try (ApplicationContext context =
        ApplicationContext.builder().deduceEnvironment(false).properties(properties).start()) {
      return context.getBean(ServiceSettings.class).threadBudget();
    }
  }

  @Test
  void takesOneThreadAProcessorWhereNothingIsSaid() {
    assertThat(budget(Map.of()))
        .isEqualTo(ThreadBudget.of(Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void takesTheThreadsThatAreSaid() {
    assertThat(budget(Map.of("adjutant.threads", "16"))).isEqualTo(ThreadBudget.of(16));
    assertThat(budget(Map.of("adjutant.threads", 256))).isEqualTo(ThreadBudget.of(256));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "257", "-1", "all", "2.5", "99999999999", " "})
  void refusesWhatIsNoNumberOfThreads(String threads) {
    assertThatThrownBy(() -> budget(Map.of("adjutant.threads", threads)))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(ProcessReason.SETTING_REFUSED))
        .hasMessageContaining("adjutant.threads is '" + threads + "'")
        .hasMessageContaining("1 to 256");
  }
}
