package ai.adjutant.admin.search;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.LegMode;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.DegradedLeg;
import ai.adjutant.retrieval.v1.FusionMethod;
import ai.adjutant.retrieval.v1.FusionOptions;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search}. */
@Command(name = "search", description = "Search a corpus.")
public final class SearchCommand extends GatewayCommand {
  @Option(
      names = {"-c", "--corpus"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the corpus.")
  private String corpus = "";

  @Parameters(arity = "1..*", paramLabel = "QUERY", description = "What to look for.")
  private List<String> query = List.of();

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many hits (default: ${DEFAULT-VALUE}).")
  private int k;

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
  private Fusion fusion = Fusion.weighted;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "Such as: label = \"public\" AND metadata.owner = \"billing\".")
  private String filter = "";

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      defaultValue = "",
      description = "Documents in force then (default: now).")
  private String asOf = "";

  @Mixin private RerankOption rerank = new RerankOption();

  @Option(names = "--explain", description = "Say why each hit has its rank.")
  private boolean explain;

  /** Rules of fusion as people name them. */
  public enum Fusion {
    /** Weighted sum of min-max-normalised scores. */
    weighted,
    /** Reciprocal ranks. */
    rrf;

    /** The contract's name. */
    public FusionMethod message() {
      return switch (this) {
        case weighted -> FusionMethod.FUSION_METHOD_WEIGHTED_SUM;
        case rrf -> FusionMethod.FUSION_METHOD_RECIPROCAL_RANK;
      };
    }
  }

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    // The contract takes 0 for the default; a person who types 0 should get an error.
    if (k < 1 || k > 1_000) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "-k is " + k + "; ask for 1 to 1000 hits");
    }
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setParent(Names.corpus(corpus))
            .setQuery(String.join(" ", query))
            .setK(k)
            .setMode(mode.message())
            .setFusion(FusionOptions.newBuilder().setMethod(fusion.message()))
            .setFilter(filter)
            .setRerank(rerank.message())
            .setExplain(true);
    if (!asOf.isEmpty()) {
      request.setAsOf(QuestionFile.instantFlag(asOf, "--as-of"));
    }
    SearchResponse found = gateway.retrying(() -> gateway.search().search(request.build()));
    if (terminal.json()) {
      terminal.result(json(found));
    } else {
      found.getDegradedList().forEach(leg -> terminal.warn("degraded: " + degraded(leg)));
      ReadQuestion.lines(found).forEach(line -> terminal.note("%s", Terminal.safe(line)));
      if (explain && found.hasRerank()) {
        terminal.note("%s", Terminal.safe(ReadHits.line(found.getRerank())));
      }
      int number = 1;
      for (Hit hit : found.getHitsList()) {
        print(terminal, number++, hit);
      }
      if (found.getHitsCount() == 0) {
        terminal.note("nothing found");
      }
    }
    return ExitCode.DONE;
  }

  private static String name(Enum<?> leg) {
    return leg.name().replaceFirst("^LEG_", "");
  }

  private static String degraded(DegradedLeg leg) {
    return name(leg.getLeg()) + ": " + Terminal.safe(leg.getMessage());
  }

  private void print(Terminal terminal, int number, Hit hit) {
    String path = String.join(" > ", hit.getHeadingPathList());
    terminal.line(
        "%2d. %.3f  %s  %s%s",
        number,
        hit.getScore(),
        Terminal.brief(Names.chunkId(hit.getChunk()), 70),
        Terminal.brief(hit.getTitle(), 60),
        path.isEmpty() ? "" : " — " + Terminal.brief(path, 60));
    terminal.line("%s", Terminal.wrap(Terminal.brief(hit.getText(), 300), "    "));
    if (explain) {
      for (LegScore leg : hit.getExplanation().getLegsList()) {
        terminal.line(
            "    %-14s rank %-4s raw %8.3f  normalised %.3f  weight %.2f",
            name(leg.getLeg()).toLowerCase(Locale.ROOT),
            leg.getRank() == 0 ? "-" : String.valueOf(leg.getRank()),
            leg.getRaw(),
            leg.getNormalized(),
            leg.getWeight());
      }
      if (hit.hasReading()) {
        terminal.line("    %s", Terminal.safe(ReadHits.line(hit)));
      }
      terminal.line("    term cover     %.3f", hit.getSignals().getTermCover());
    }
  }

  private ObjectNode json(SearchResponse found) {
    ObjectNode result = Terminal.object();
    ArrayNode degraded = result.putArray("degraded");
    found.getDegradedList().forEach(leg -> degraded.add(name(leg.getLeg())));
    ReadQuestion.put(found, result);
    ReadHits.put(found.getRerank(), result);
    ArrayNode hits = result.putArray("hits");
    for (Hit hit : found.getHitsList()) {
      ObjectNode node =
          hits.addObject()
              .put("document", Names.documentId(hit.getDocument()))
              .put("chunk", Names.chunkId(hit.getChunk()))
              .put("title", hit.getTitle())
              .put("text", hit.getText())
              .put("score", hit.getScore())
              .put("start", hit.getStartOffset())
              .put("end", hit.getEndOffset());
      ReadHits.put(hit, node);
      ObjectNode explanation = node.putObject("explain");
      for (LegScore leg : hit.getExplanation().getLegsList()) {
        explanation
            .putObject(name(leg.getLeg()).toLowerCase(Locale.ROOT))
            .put("rank", leg.getRank())
            .put("raw", leg.getRaw())
            .put("normalized", leg.getNormalized())
            .put("weight", leg.getWeight());
      }
      explanation.put("term_cover", hit.getSignals().getTermCover());
    }
    return result;
  }
}
