package ai.adjutant.architecture.bad.retriever.index.lucene;

import ai.adjutant.architecture.bad.retriever.search.SeesTooMuch;
import org.jspecify.annotations.Nullable;

/** The other half of the cycle. */
public record CycleBack(@Nullable SeesTooMuch search) {}
