package ai.adjutant.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.settings.Problem;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.SettingsSources;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the settings of the gateway make of the policy of answers. */
final class GatewaySettingsTest {
  private static Settings.Reading read(Map<String, String> environment) {
    return Settings.read(
        Schema.of(GatewaySettings.GROUPS),
        new SettingsSources(Optional.empty(), Map.of(), environment, List.of()));
  }

  private static List<String> problems(String variable, String value) {
    return read(Map.of(variable, value)).problems().stream().map(Problem::message).toList();
  }

  @Test
  void defaultsAreThePolicyThatHoldsWithoutSettings() {
    GatewaySettings defaults = Schema.defaults(GatewaySettings.class);
    assertThat(defaults.policy()).isEqualTo(AnswerPolicy.DEFAULT);
    assertThat(defaults.questionsMax()).isEqualTo(128);
    assertThat(defaults.slmModelName()).isEmpty();
  }

  @Test
  void everySettingReachesThePolicy() {
    GatewaySettings set =
        read(Map.of(
                "ADJUTANT_GATEWAY_PASSAGES_SEARCHED", "20",
                "ADJUTANT_GATEWAY_PASSAGES_READ", "7",
                "ADJUTANT_GATEWAY_TURNS_READ", "0",
                "ADJUTANT_GATEWAY_TOKENS_MAX", "64",
                "ADJUTANT_GATEWAY_ANSWER_TIMEOUT", "2m",
                "ADJUTANT_GATEWAY_SLM_MODEL", "models/small-1.0"))
            .orThrow()
            .get(GatewaySettings.class);
    assertThat(set.policy())
        .isEqualTo(
            new AnswerPolicy(AnswerPolicy.DEFAULT.tiers(), 20, 7, 0, 64, Duration.ofMinutes(2)));
    assertThat(set.slmModelName()).isEqualTo("models/small-1.0");
  }

  @Test
  void noneAndAnEmptyTextNameNoModel() {
    for (String text : List.of("none", "")) {
      Settings settings = read(Map.of("ADJUTANT_GATEWAY_SLM_MODEL", text)).orThrow();
      assertThat(settings.get(GatewaySettings.class).slmModelName()).isEmpty();
    }
  }

  @Test
  void refusesWhatCanNotBeMeant() {
    assertThat(problems("ADJUTANT_GATEWAY_SLM_MODEL", "small"))
        .containsExactly(
            "gateway.slm-model is 'small': no model's name; give none, or models/MODEL");
    assertThat(problems("ADJUTANT_GATEWAY_QUESTIONS_MAX", "10001"))
        .containsExactly(
            "gateway.questions-max is '10001': out of range; give a whole number from 1 to 10000");
    assertThat(problems("ADJUTANT_GATEWAY_PASSAGES_SEARCHED", "101")).hasSize(1);
    assertThat(problems("ADJUTANT_GATEWAY_ANSWER_TIMEOUT", "0s")).hasSize(1);
  }
}
