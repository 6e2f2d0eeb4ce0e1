package ai.adjutant.inference.service;

import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.catalogue.CatalogueSettings;
import ai.adjutant.inference.catalogue.Entry;
import ai.adjutant.inference.engine.EngineInfo;
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
    EngineInfo info = generator.model().info();
    return EngineLoad.newBuilder()
        .setModel(Checks.resource(generator.name()))
        .setRunning(info.running())
        .setWaiting(info.waiting())
        .setCacheTokens(info.cacheTokens())
        .setCacheTokensMax(info.cacheTokensMax())
        .setStepCount(info.steps())
        .setGeneratedTokens(info.generatedTokens())
        .setDecodeRowCount(info.decodeRows())
        .setDecodeStepCount(info.decodeSteps())
        .setOverheadSeconds(info.overheadSeconds())
        .setGraphSeconds(info.graphSeconds());
  }
}
