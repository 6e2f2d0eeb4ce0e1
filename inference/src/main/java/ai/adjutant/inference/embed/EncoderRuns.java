package ai.adjutant.inference.embed;

import ai.adjutant.inference.encoder.EncoderGraph;
import ai.adjutant.inference.encoder.TokenRow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs of one encoder. Runs beside each other have a thread each, which gets most done; a lone run
 * of one text, which is what a question is, has more, and is done sooner. Any threads may call.
 */
final class EncoderRuns implements AutoCloseable {
  private final EncoderGraph graph;
  private final Optional<EncoderGraph> wide;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Takes the graphs over.
   *
   * @param graph whose runs have one thread
   * @param wide the same graph, whose runs have several, where there is one
   */
  EncoderRuns(EncoderGraph graph, Optional<EncoderGraph> wide) {
    this.graph = graph;
    this.wide = wide;
  }

  EncoderGraph graph() {
    return graph;
  }

  /** As {@link EncoderGraph#run}. */
  <R> R run(List<TokenRow> rows, Function<EncoderGraph.Written, R> read) {
    boolean alone = underWay.getAndIncrement() == 0;
    try {
      return (alone && rows.size() == 1 ? wide.orElse(graph) : graph).run(rows, read);
    } finally {
      underWay.getAndDecrement();
    }
  }

  @Override
  public void close() {
    wide.ifPresent(EncoderGraph::close);
    graph.close();
  }
}
