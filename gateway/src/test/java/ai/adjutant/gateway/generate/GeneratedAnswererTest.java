package ai.adjutant.gateway.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.prompt.PromptMessage;
import ai.adjutant.gateway.tier.Answerer;
import ai.adjutant.gateway.tier.AnswererContract;
import ai.adjutant.gateway.tier.Tier;
import ai.adjutant.gateway.tier.TierFailure;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TierResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that a language model words. */
final class GeneratedAnswererTest extends AnswererContract {
  private static GeneratedAnswerer over(Generator generator) {
    return new GeneratedAnswerer(Tier.SLM, generator, "");
  }

  @Override
  protected Answerer answering() {
    return over(ScriptedGenerator.saying("The late payment fee is 6.50 euros."));
  }

  @Override
  protected TierResult withoutAnswer(List<String> pieces) {
    return over(ScriptedGenerator.saying("NO_ANSWER")).answer(request(PASSAGE), pieces::add);
  }

  @Test
  void abstainsWhenTheModelSaysSoInWords() {
    for (String said : List.of("The documents do not say.", "문서에 나와 있지 않습니다.")) {
      List<String> pieces = new ArrayList<>();
      TierResult result =
          over(ScriptedGenerator.saying(said)).answer(request(PASSAGE), pieces::add);
      assertThat(result).isInstanceOf(TierResult.Abstained.class);
      assertThat(result.use().promptTokens()).isEqualTo(10);
      assertThat(pieces).isEmpty();
    }
  }

  @Test
  void failsWithTheReasonOfTheModel() {
    TierResult result =
        over(ScriptedGenerator.failingAfterHalf("The late payment fee is 6.50 euros."))
            .answer(request(PASSAGE), piece -> {});
    assertThat(result).isInstanceOf(TierResult.Failed.class);
    assertThat(((TierResult.Failed) result).reason()).isEqualTo(TierFailure.BROKEN);
    assertThat(((TierResult.Failed) result).message()).isEqualTo("the model broke off");
    assertThat(result.use().model()).isEqualTo("models/m");
  }

  @Test
  void asksTheModelThatTheCorpusNamesWithPassagesAndQuestion() {
    ScriptedGenerator generator = ScriptedGenerator.saying("It is 6.50 euros.");
    new GeneratedAnswerer(Tier.SLM, generator, "models/other")
        .answer(request(PASSAGE), piece -> {});
    GenerationRequest asked = generator.requests().getFirst();
    assertThat(asked.model()).isEqualTo("models/m");
    assertThat(asked.tokensMax()).isEqualTo(100);
    PromptMessage last = asked.messages().getLast();
    assertThat(last.role()).isEqualTo(PromptMessage.Role.USER);
    assertThat(last.text()).contains(PASSAGE, QUESTION);
  }

  @Test
  void isNotOfferedWhereNeitherCorpusNorSettingNamesAModel() {
    TierRequest named = request(PASSAGE);
    TierRequest unnamed =
        new TierRequest(
            named.question(),
            named.turns(),
            new ai.adjutant.gateway.retrieve.SearchResult(
                named.found().passages(),
                named.found().terms(),
                named.found().missing(),
                new ai.adjutant.gateway.retrieve.SearchResult.CorpusRule(
                    named.found().corpus().evidence(), "", "en", false)),
            named.budget());
    Generator generator = ScriptedGenerator.saying("It is 6.50 euros.");
    assertThat(over(generator).offers(unnamed)).isFalse();
    assertThat(new GeneratedAnswerer(Tier.SLM, generator, "models/d").offers(unnamed)).isTrue();
  }
}
