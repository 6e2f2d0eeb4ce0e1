package ai.adjutant.inference.service;

import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.catalogue.CatalogueSettings;
import ai.adjutant.inference.catalogue.Entry;
import ai.adjutant.inference.engine.EngineFacts;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GetEngineResponse;
import ai.adjutant.inference.v1.ThreadShare;

/** What engines do and may, as it is written on the wire. */
final class EngineMessages {
  private EngineMessages() {}

  static GetEngineResponse engine(Catalogue catalogue) {
    CatalogueSettings settings = catalogue.settings();
    GetEngineResponse.Builder engine =
        GetEngineResponse.newBuilder()
            .setProcessorCount(Runtime.getRuntime().availableProcessors())
            .addThreads(share("generate", settings.engine().threadCount()))
            .addThreads(share("embed", settings.embedding().threadCount()))
            .setRuntimeVersion(catalogue.runtimeVersion());
    for (Entry entry : catalogue.list()) {
      if (entry instanceof Entry.Generator generator) {
        engine.addModels(load(generator));
      }
    }
    return engine.build();
  }

  private static ThreadShare.Builder share(String purpose, int count) {
    return ThreadShare.newBuilder().setPurpose(purpose).setCount(count);
  }

  private static EngineLoad.Builder load(Entry.Generator generator) {
    EngineFacts facts = generator.model().facts();
    return EngineLoad.newBuilder()
        .setModel(Checks.resource(generator.name()))
        .setRunning(facts.running())
        .setWaiting(facts.waiting())
        .setCacheTokens(facts.cacheTokens())
        .setCacheTokensMax(facts.cacheTokensMax())
        .setStepCount(facts.steps())
        .setGeneratedTokens(facts.generatedTokens())
        .setDecodeRowCount(facts.decodeRows())
        .setDecodeStepCount(facts.decodeSteps())
        .setOverheadSeconds(facts.overheadSeconds())
        .setGraphSeconds(facts.graphSeconds());
  }
}
