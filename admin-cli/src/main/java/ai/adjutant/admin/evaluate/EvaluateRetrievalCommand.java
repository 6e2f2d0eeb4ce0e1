package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.client.LegMode;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.search.RerankOption;
import ai.adjutant.admin.search.SearchCommand;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Turn;
import ai.adjutant.retrieval.v1.FusionOptions;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate retrieval}. */
@Command(
    name = "retrieval",
    description = {
      "nDCG@10, recall@100 and MRR@10 by document, with 95 %% bootstrap intervals.",
      "Files in BEIR's form; queries without a judgement are left out."
    })
final class EvaluateRetrievalCommand extends GatewayCommand {
  private static final int DEPTH = 100;
  private static final int CUT = 10;
  private static final int AT_ONCE = 4;
  private static final int LINES_MAX = 5_000_000;

  @Option(
      names = {"-c", "--corpus"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the corpus.")
  private String corpus = "";

  @Option(
      names = "--queries",
      required = true,
      paramLabel = "FILE",
      description = "JSON Lines: {_id, text, metadata?}.")
  private Path queries = Path.of("");

  @Option(
      names = "--qrels",
      required = true,
      paramLabel = "FILE",
      description = "Tab-separated: query-id, corpus-id, score.")
  private Path qrels = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "bm25|vector|hybrid",
      defaultValue = "hybrid",
      description = "Which legs search (default: ${DEFAULT-VALUE}).")
  private LegMode mode = LegMode.hybrid;

  @Option(
      names = "--fusion",
      paramLabel = "weighted|rrf",
      defaultValue = "weighted",
      description = "How the legs are joined (default: ${DEFAULT-VALUE}).")
  private SearchCommand.Fusion fusion = SearchCommand.Fusion.weighted;

  @Mixin private RerankOption rerank = new RerankOption();

  @Mixin private RerankSweep sweep = new RerankSweep();

  @Option(
      names = "--history",
      description = "Search with the turns before, from metadata.history of each query.")
  private boolean history;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      defaultValue = "",
      description = "Documents in force then (default: now).")
  private String asOf = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write each query's measures and ranking, a JSON object a line.")
  private @Nullable Path out;

  @Option(
      names = "--gate",
      paramLabel = "MEASURE=VALUE",
      description = "Exit with 1 when a measure is lower, such as ndcg@10=0.7.")
  private Map<String, Double> gates = new LinkedHashMap<>();

  /** A query with its judgements. */
  private record Query(String id, String text, List<String> context, Map<String, Integer> grades) {}

  /** A query's ranking. */
  private record Ranked(Query query, List<String> documents, Optional<ReadRanking> read) {
    RerankSweep.Judged judged() {
      return new RerankSweep.Judged(read.orElseThrow(), query.grades());
    }
  }

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    sweep.require();
    SearchRequest common = common();
    Map<String, Map<String, Integer>> judgements = judgements();
    List<Query> all =
        JsonLines.read(
            queries,
            (node, place) ->
                new Query(
                    JsonLines.text(node, "_id", place),
                    JsonLines.text(node, "text", place),
                    QuestionFile.turns(node.path("metadata").path("history"), place).stream()
                        .map(Turn::getText)
                        .toList(),
                    judgements.getOrDefault(node.path("_id").asText(), Map.of())));
    List<Query> judged = all.stream().filter(query -> !query.grades().isEmpty()).toList();
    if (judged.isEmpty()) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED, "no query of " + queries + " has a judgement in " + qrels);
    }
    if (judged.size() < all.size()) {
      terminal.note("%d queries without a judgement are left out", all.size() - judged.size());
    }
    List<Ranked> ranked =
        Parallel.map(
            judged, AT_ONCE, new Progress(terminal, "queries"), q -> search(gateway, common, q));
    Map<String, Interval> measures = new LinkedHashMap<>();
    measures.put(
        "ndcg@10", over(ranked, r -> Ranking.ndcg(r.documents(), r.query().grades(), CUT)));
    measures.put(
        "recall@100", over(ranked, r -> Ranking.recall(r.documents(), r.query().grades(), DEPTH)));
    measures.put(
        "mrr@10",
        over(ranked, r -> Ranking.reciprocalRank(r.documents(), r.query().grades(), CUT)));
    ObjectNode result = EvaluateCommand.json(measures).put("queries", ranked.size());
    if (!terminal.json()) {
      EvaluateCommand.print(terminal, measures);
      terminal.line("%-22s %d", "queries", ranked.size());
    }
    if (sweep.asked()) {
      sweep.report(ranked.stream().map(Ranked::judged).toList(), terminal, result);
    }
    if (terminal.json()) {
      terminal.result(result);
    }
    write(ranked);
    return Gates.check(terminal, gates, measures);
  }

  /** What all queries share. */
  private SearchRequest common() {
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setParent(Names.corpus(corpus))
            .setK(DEPTH)
            .setMode(mode.message())
            .setFusion(FusionOptions.newBuilder().setMethod(fusion.message()))
            .setRerank(sweep.asked() ? Rerank.RERANK_ON : rerank.message())
            .setExplain(sweep.asked())
            .setOneHitPerDocument(true);
    if (!asOf.isEmpty()) {
      request.setAsOf(QuestionFile.instantFlag(asOf, "--as-of"));
    }
    return request.build();
  }

  private Ranked search(GatewayClient gateway, SearchRequest common, Query query) {
    SearchRequest.Builder request = common.toBuilder().setQuery(query.text());
    if (history) {
      request.addAllContext(query.context());
    }
    SearchResponse found = gateway.retrying(() -> gateway.search().search(request.build()));
    List<String> documents =
        found.getHitsList().stream().map(hit -> Names.documentId(hit.getDocument())).toList();
    return new Ranked(
        query, documents, sweep.asked() ? Optional.of(ReadRanking.of(found)) : Optional.empty());
  }

  private static Interval over(List<Ranked> ranked, ToDoubleFunction<Ranked> measure) {
    return Bootstrap.STANDARD.mean(ranked.stream().mapToDouble(measure).toArray());
  }

  private Map<String, Map<String, Integer>> judgements() throws IOException {
    Map<String, Map<String, Integer>> judgements = new HashMap<>();
    List<String> lines = Files.readAllLines(qrels);
    if (lines.size() > LINES_MAX) {
      throw new CommandFailure(ExitCode.INPUT_REFUSED, qrels + " has too many lines");
    }
    for (int i = 0; i < lines.size(); i++) {
      String[] cells = lines.get(i).split("\t");
      if (lines.get(i).isBlank() || (i == 0 && cells[0].equals("query-id"))) {
        continue;
      }
      if (cells.length < 3) {
        throw new CommandFailure(
            ExitCode.INPUT_REFUSED,
            qrels
                + ", line "
                + (i + 1)
                + ": not three cells (query-id, corpus-id, score) with tabs");
      }
      try {
        judgements
            .computeIfAbsent(cells[0], query -> new HashMap<>())
            .put(cells[cells.length - 2], Integer.parseInt(cells[cells.length - 1].strip()));
      } catch (NumberFormatException e) {
        throw new CommandFailure(
            ExitCode.INPUT_REFUSED,
            qrels + ", line " + (i + 1) + ": score '" + cells[cells.length - 1] + "' is no number");
      }
    }
    return judgements;
  }

  private void write(List<Ranked> ranked) throws IOException {
    Path file = out;
    if (file == null) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (Ranked query : ranked) {
      ObjectNode node =
          Terminal.object()
              .put("_id", query.query().id())
              .put("ndcg@10", Ranking.ndcg(query.documents(), query.query().grades(), CUT));
      query.documents().forEach(node.putArray("documents")::add);
      lines.add(node.toString());
    }
    Files.write(file, lines);
  }
}
