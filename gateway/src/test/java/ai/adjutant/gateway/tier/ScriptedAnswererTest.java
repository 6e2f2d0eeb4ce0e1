package ai.adjutant.gateway.tier;

import java.util.List;

/** The scripted tier keeps the contract that tests of the flow rely on. */
final class ScriptedAnswererTest extends AnswererContract {
  @Override
  protected Answerer answering() {
    return ScriptedAnswerer.saying(Tier.LLM, "The late payment fee is 6.50 euros.");
  }

  @Override
  protected TierResult withoutAnswer(List<String> pieces) {
    return ScriptedAnswerer.abstaining(Tier.LLM).answer(request(PASSAGE), pieces::add);
  }
}
