package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Compares weights and depths of reranking over hits that were read once. */
final class RerankSweep {
  private static final int CUT = 10;
  private static final int DEPTH_MAX = 64;

  @Option(
      names = "--rerank-weights",
      split = ",",
      paramLabel = "W,W…",
      description =
          "Weights of the relevance that is read, such as 0,0.1,0.2,0.3: reports ndcg@10 with"
              + " each, as if the retriever had it, and the paired difference to the order without"
              + " reranking. Every query's hits are read once.")
  private List<Double> weights = List.of();

  @Option(
      names = "--rerank-depths",
      split = ",",
      paramLabel = "N,N…",
      description =
          "How many hits count as read, with --rerank-weights, such as 8,16 (default: as many as"
              + " the retriever reads, which is the most).")
  private List<Integer> depths = List.of();

  /** A query's hits with its judgements. */
  record Judged(ReadRanking ranking, Map<String, Integer> grades) {
    double ndcg(double weight, int depth) {
      return Ranking.ndcg(ranking.documents(weight, depth), grades, CUT);
    }
  }

  /**
   * One weight and depth.
   *
   * @param difference to the order without reranking, query by query
   */
  record Row(int depth, double weight, Interval ndcg, Interval difference) {}

  /** Whether weights are to be compared. */
  boolean asked() {
    return !weights.isEmpty();
  }

  /** Refuses values that are out of range, before anything is searched. */
  void require() {
    for (double weight : weights) {
      if (!(weight >= 0 && weight <= 1)) {
        throw new CommandFailure(
            ExitCode.WRONG_USAGE, "--rerank-weights: " + weight + " is not between 0 and 1");
      }
    }
    for (int depth : depths) {
      if (depth < 1 || depth > DEPTH_MAX) {
        throw new CommandFailure(
            ExitCode.WRONG_USAGE, "--rerank-depths: " + depth + " is not between 1 and 64");
      }
    }
    if (weights.isEmpty() && !depths.isEmpty()) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "--rerank-depths: give --rerank-weights too");
    }
  }

  /** Compares, and prints or adds the table. */
  void report(List<Judged> queries, Terminal terminal, ObjectNode result) {
    int most = queries.stream().mapToInt(query -> query.ranking().read().size()).max().orElse(0);
    Map<String, Integer> skipped = skipped(queries);
    if (most == 0) {
      throw new CommandFailure(
          ExitCode.NOT_AVAILABLE,
          "nothing was read for any query: "
              + Terminal.safe(String.join("; ", skipped.keySet()))
              + "; load a reader for the corpus' language");
    }
    if (!queries.stream().allMatch(query -> query.ranking().blendsAsTheSearch())) {
      throw new CommandFailure(
          ExitCode.NOT_AVAILABLE,
          "the retriever blends scores otherwise than this command; use the command of its"
              + " release");
    }
    Set<Integer> compared = new TreeSet<>(depths.isEmpty() ? List.of(most) : depths);
    for (int depth : compared) {
      if (depth > most) {
        throw new CommandFailure(
            ExitCode.WRONG_USAGE,
            "--rerank-depths: "
                + depth
                + " hits, but the retriever reads "
                + most
                + "; raise its setting retriever.rerank.hits-max");
      }
    }
    List<Row> rows = new ArrayList<>();
    compared.forEach(depth -> weights.forEach(weight -> rows.add(row(queries, depth, weight))));
    if (terminal.json()) {
      put(result, rows, skipped);
    } else {
      print(terminal, rows, skipped);
    }
  }

  private static Map<String, Integer> skipped(List<Judged> queries) {
    Map<String, Integer> skipped = new TreeMap<>();
    for (Judged query : queries) {
      if (query.ranking().read().isEmpty()) {
        skipped.merge(query.ranking().skipped(), 1, Integer::sum);
      }
    }
    return skipped;
  }

  private static Row row(List<Judged> queries, int depth, double weight) {
    double[] with = queries.stream().mapToDouble(query -> query.ndcg(weight, depth)).toArray();
    double[] difference = new double[with.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = with[i] - queries.get(i).ndcg(0, depth);
    }
    return new Row(
        depth, weight, Bootstrap.STANDARD.mean(with), Bootstrap.STANDARD.mean(difference));
  }

  private static void print(Terminal terminal, List<Row> rows, Map<String, Integer> skipped) {
    terminal.line("%5s %6s  %-26s %s", "depth", "weight", "ndcg@10", "difference to weight 0");
    for (Row row : rows) {
      terminal.line(
          "%5d %6.2f  %.4f  [%.4f, %.4f]   %+.4f  [%+.4f, %+.4f]",
          row.depth(),
          row.weight(),
          row.ndcg().mean(),
          row.ndcg().low(),
          row.ndcg().high(),
          row.difference().mean(),
          row.difference().low(),
          row.difference().high());
    }
    skipped.forEach(
        (why, count) -> terminal.note("%d queries were not read: %s", count, Terminal.safe(why)));
  }

  private static void put(ObjectNode result, List<Row> rows, Map<String, Integer> skipped) {
    ObjectNode sweep = result.putObject("rerank_sweep");
    ObjectNode unread = sweep.putObject("unread");
    skipped.forEach(unread::put);
    ArrayNode nodes = sweep.putArray("rows");
    for (Row row : rows) {
      ObjectNode node = nodes.addObject().put("depth", row.depth()).put("weight", row.weight());
      node.setAll(
          EvaluateCommand.json(Map.of("ndcg@10", row.ndcg(), "difference", row.difference())));
    }
  }
}
