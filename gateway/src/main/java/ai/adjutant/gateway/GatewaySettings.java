package ai.adjutant.gateway;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.ground.GroundSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** States what operators decide about answers. */
@SettingsGroup(value = "gateway", doc = "Answers to questions.")
public record GatewaySettings(
    @Setting(
            value = "128",
            min = "1",
            max = "10000",
            doc = "Questions under way at once; further ones are refused at once.")
        int questionsMax,
    @Setting(
            value = "none",
            form = "models/MODEL",
            doc = "The language model that answers from corpora which name none.")
        Optional<ModelName> slmModel,
    @Setting(
            value = "10",
            min = "1",
            max = "100",
            doc = "Passages that are searched for and judged for each question.")
        int passagesSearched,
    @Setting(
            value = "5",
            min = "1",
            max = "100",
            doc = "Passages that a language model reads, of those found, at most.")
        int passagesRead,
    @Setting(
            value = "6",
            min = "0",
            max = "100",
            doc = "Turns before the question that a language model reads, at most.")
        int turnsRead,
    @Setting(
            value = "256",
            min = "1",
            max = "1000000",
            doc =
                "Tokens of an answer that a language model writes, at most; a model's context is a"
                    + " bound of its own.")
        int tokensMax,
    @Setting(
            value = "60s",
            min = "1ms",
            max = "1h",
            doc = "Time for one question whose caller sets no deadline.")
        Duration answerTimeout) {
  /** The records that declare the settings of the gateway. */
  public static final List<Class<? extends Record>> GROUPS =
      List.of(GatewaySettings.class, GroundSettings.class, AccessSettings.class);

  /** Checks the ranges. */
  public GatewaySettings {
    Schema.check(
        GatewaySettings.class,
        questionsMax,
        slmModel,
        passagesSearched,
        passagesRead,
        turnsRead,
        tokensMax,
        answerTimeout);
  }

  /** The model's resource name; empty where none is set. */
  String slmModelName() {
    return slmModel.map(ModelName::toString).orElse("");
  }

  /** How questions are answered. */
  AnswerPolicy policy() {
    return new AnswerPolicy(
        AnswerPolicy.DEFAULT.tiers(),
        passagesSearched,
        passagesRead,
        turnsRead,
        tokensMax,
        answerTimeout);
  }
}
