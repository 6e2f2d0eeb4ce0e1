package ai.adjutant.gateway.generate;

import ai.adjutant.gateway.prompt.Abstention;
import ai.adjutant.gateway.prompt.AnswerPrompt;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.ModelUse;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers questions in the words of a language model. */
public final class GeneratedAnswerer implements Answerer {
  private final Tier tier;
  private final Generator generator;
  private final String defaultModel;

  /**
   * Creates a tier over this client.
   *
   * @param defaultModel {@code models/{model}} that answers from corpora which name none; empty for
   *     none, so that importing a model changes no answers
   */
  public GeneratedAnswerer(Tier tier, Generator generator, String defaultModel) {
    this.tier = tier;
    this.generator = generator;
    this.defaultModel = defaultModel;
  }

  @Override
  public Tier tier() {
    return tier;
  }

  @Override
  public boolean offers(TierRequest request) {
    return !model(request).isEmpty();
  }

  @Override
  public TierResult answer(TierRequest request, Consumer<String> onText) {
    String model = model(request);
    AnswerPrompt prompt = AnswerPrompt.of(request);
    Abstention abstention = new Abstention(onText);
    Generated generated;
    try {
      generated =
          generator.generate(
              new GenerationRequest(
                  model, prompt.messages(), request.budget().tokensMax(), request.budget().time()),
              abstention::accept);
    } catch (GenerationFailed e) {
      return new TierResult.Failed(e.reason(), e.getMessage(), ModelUse.of(model));
    }
    String text = abstention.end();
    return text.isBlank()
        ? new TierResult.Abstained(generated.use())
        : new TierResult.Answered(text, List.of(), Optional.empty(), generated.use());
  }

  private String model(TierRequest request) {
    String named = request.found().corpus().model();
    return named.isEmpty() ? defaultModel : named;
  }
}
