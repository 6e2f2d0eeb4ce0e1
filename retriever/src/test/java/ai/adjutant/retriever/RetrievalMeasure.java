package ai.adjutant.retriever;

import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.retrieval.v1.Chunker;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures nDCG@10 by document on sets in BEIR form, over real gRPC. {@code main} takes the folder
 * of the sets, the endpoint of a running inference, a folder for the indexes (kept, so that a
 * second run only measures), and the sets.
 */
final class RetrievalMeasure {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CUT = 10;

  private RetrievalMeasure() {}

  public static void main(String[] args) throws IOException {
    try (RunningRetriever retriever =
        RunningRetriever.start(Path.of(args[2]), Endpoint.parse(args[1]))) {
      for (String set : List.of(args).subList(3, args.length)) {
        System.out.println(measure(retriever, Path.of(args[0]).resolve(set), set));
      }
    }
  }

  /** Loads a set where needed; figures by the way of searching. */
  static Map<String, Double> measure(RunningRetriever retriever, Path folder, String set)
      throws IOException {
    String corpus = set.replace('_', '-').toLowerCase(Locale.ROOT);
    load(retriever, folder, corpus);
    List<JsonNode> queries = lines(folder.resolve("queries.jsonl"));
    Map<String, Map<String, Double>> judged = judgements(folder.resolve("qrels/test.tsv"));
    Map<String, Double> figures = new HashMap<>();
    for (Way way : Way.values()) {
      double sum = 0;
      int count = 0;
      for (JsonNode query : queries) {
        Map<String, Double> gains = judged.get(query.path("_id").asText());
        if (gains != null) {
          sum += ndcg(search(retriever, corpus, query, way), gains);
          count++;
        }
      }
      figures.put(way.name(), sum / count);
      System.out.printf(Locale.ROOT, "%s %s %.4f (%d)%n", set, way, sum / count, count);
    }
    return figures;
  }

  private static void load(RunningRetriever retriever, Path folder, String corpus)
      throws IOException {
    boolean known =
        retriever
            .corpora()
            .listCorpora(ListCorporaRequest.getDefaultInstance())
            .getCorporaList()
            .stream()
            .map(Corpus::getName)
            .anyMatch(("corpora/" + corpus)::equals);
    if (!known) {
      boolean whole = corpus.equals("scifact");
      retriever.create(corpus, whole ? Chunker.CHUNKER_WHOLE : Chunker.CHUNKER_SECTIONS);
    }
    Upload upload =
        Upload.withLongTimeout(retriever.channel(), RunningRetriever.into(corpus).build());
    byte[] bytes = Files.readAllBytes(folder.resolve("corpus.jsonl"));
    Load load = upload.file("corpus.jsonl", ByteString.copyFrom(bytes)).finish();
    System.out.printf(
        Locale.ROOT,
        "%s: %d added, %d changed, %d unchanged, %d failed, %d chunks, %d s %s%n",
        corpus,
        load.getAddedCount(),
        load.getChangedCount(),
        load.getUnchangedCount(),
        load.getFailedCount(),
        load.getCorpusChunkCount(),
        load.getElapsed().getSeconds(),
        load.getWarningsList());
  }

  private static List<String> search(
      RunningRetriever retriever, String corpus, JsonNode query, Way way) {
    SearchRequest.Builder request =
        RunningRetriever.ask(corpus, query.path("text").asText())
            .setK(CUT)
            .setMode(way.mode)
            .setOneHitPerDocument(true);
    request.getFusionBuilder().setContextWeight(0.2);
    String override = System.getProperty("measure.title", "");
    if (!override.isEmpty()) {
      request.getFusionBuilder().setContextTitleWeight(Double.parseDouble(override));
    }
    if (way.history) {
      for (JsonNode turn : query.path("metadata").path("history")) {
        request.addContext(turn.path("text").asText());
      }
    }
    String prefix = "corpora/" + corpus + "/documents/";
    return retriever.search(request).getHitsList().stream()
        .map(Hit::getDocument)
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  private static double ndcg(List<String> found, Map<String, Double> gains) {
    double sum = 0;
    for (int i = 0; i < Math.min(CUT, found.size()); i++) {
      sum += gains.getOrDefault(found.get(i), 0.0) * discount(i);
    }
    List<Double> best = new ArrayList<>(gains.values());
    best.sort(Comparator.reverseOrder());
    double ideal = 0;
    for (int i = 0; i < Math.min(CUT, best.size()); i++) {
      ideal += best.get(i) * discount(i);
    }
    return ideal == 0 ? 0 : sum / ideal;
  }

  private static double discount(int place) {
    return Math.log(2) / Math.log(place + 2.0);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  private static Map<String, Map<String, Double>> judgements(Path file) throws IOException {
    Map<String, Map<String, Double>> judged = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split("\t", -1);
      judged
          .computeIfAbsent(columns[0], query -> new HashMap<>())
          .put(columns[1], Double.parseDouble(columns[2]));
    }
    return judged;
  }

  /** A way of searching. */
  private enum Way {
    BM25(SearchMode.SEARCH_MODE_BM25, false),
    VECTOR(SearchMode.SEARCH_MODE_VECTOR, false),
    HYBRID(SearchMode.SEARCH_MODE_HYBRID, false),
    HYBRID_HISTORY(SearchMode.SEARCH_MODE_HYBRID, true);

    private final SearchMode mode;
    private final boolean history;

    Way(SearchMode mode, boolean history) {
      this.mode = mode;
      this.history = history;
    }
  }
}
