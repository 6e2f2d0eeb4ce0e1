package ai.adjutant.retriever;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.retriever.index.IndexSettings;
import ai.adjutant.retriever.load.LoadLimits;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.read.RerankSettings;
import ai.adjutant.retriever.search.SearchSettings;
import java.util.List;

/** Holds all settings of the retriever. */
public record RetrieverSettings(
    ParseSettings parse,
    LoadLimits load,
    IndexSettings index,
    SearchSettings search,
    RerankSettings rerank) {
  /** The records that declare them. */
  public static final List<Class<? extends Record>> GROUPS =
      List.of(
          ParseSettings.class,
          LoadLimits.class,
          IndexSettings.class,
          SearchSettings.class,
          RerankSettings.class);

  /** Returns the settings of the retriever among those of a process. */
  public static RetrieverSettings of(Settings settings) {
    return new RetrieverSettings(
        settings.get(ParseSettings.class),
        settings.get(LoadLimits.class),
        settings.get(IndexSettings.class),
        settings.get(SearchSettings.class),
        settings.get(RerankSettings.class));
  }

  /** The defaults, but for loads. */
  static RetrieverSettings with(LoadLimits load) {
    return new RetrieverSettings(
        Schema.defaults(ParseSettings.class),
        load,
        Schema.defaults(IndexSettings.class),
        Schema.defaults(SearchSettings.class),
        Schema.defaults(RerankSettings.class));
  }

  /** The same, with these for reading and reranking. */
  RetrieverSettings with(RerankSettings other) {
    return new RetrieverSettings(parse, load, index, search, other);
  }

  /** The same, with shares of this budget where threads are not set. */
  RetrieverSettings within(ThreadBudget budget) {
    ParseSettings parsing = parse.within(budget);
    return new RetrieverSettings(
        parsing, load.within(parsing.processCount()), index.within(budget), search, rerank);
  }
}
