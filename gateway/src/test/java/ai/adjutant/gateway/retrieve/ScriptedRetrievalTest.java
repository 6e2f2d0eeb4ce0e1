package ai.adjutant.gateway.retrieve;

/** The scripted retrieval keeps the contract that tests of the flow rely on. */
final class ScriptedRetrievalTest extends RetrievalContract {
  @Override
  protected ScriptedRetrieval finding() {
    return ScriptedRetrieval.finding(TEXTS.toArray(String[]::new));
  }

  @Override
  protected Retrieval withoutVectors() {
    return finding().without("VECTOR");
  }

  @Override
  protected Retrieval answeredBy(String model) {
    return finding().answeredBy(model);
  }
}
