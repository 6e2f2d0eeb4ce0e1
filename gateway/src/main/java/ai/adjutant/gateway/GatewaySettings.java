package ai.adjutant.gateway;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import java.util.List;
import java.util.Optional;

/** What operators decide about answers. */
@SettingsGroup(value = "gateway", doc = "Answers to questions.")
public record GatewaySettings(
    @Setting(
            value = "128",
            min = "1",
            max = "100000",
            doc = "Questions under way at once; further ones are refused at once.")
        int maxQuestions,
    @Setting(
            value = "none",
            max = "200",
            doc = "The models/MODEL that answers from corpora which name none.")
        Optional<String> slmModel) {
  /** The records that declare the settings of the gateway. */
  public static final List<Class<? extends Record>> GROUPS =
      List.of(GatewaySettings.class, AccessSettings.class);

  /** Checks the ranges. */
  public GatewaySettings {
    Schema.check(GatewaySettings.class, maxQuestions, slmModel);
  }

  /** How questions are answered. */
  AnswerPolicy policy() {
    return AnswerPolicy.DEFAULT;
  }
}
