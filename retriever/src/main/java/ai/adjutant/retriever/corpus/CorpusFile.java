package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code corpus.json} holds.
 *
 * @param id tells the corpus from any other, of whatever name; empty where an earlier version wrote
 *     it
 * @param settings fixed at creation
 * @param evidence changes when somebody calibrates
 * @param answerModel {@code models/{model}} that answers from the corpus; empty for the gateway's
 *     setting
 * @param rerank whether the best hits are read and reranked
 */
record CorpusFile(
    String id, CorpusSettings settings, Evidence evidence, String answerModel, Rerank rerank) {
  static final String NAME = "corpus.json";

  private static final int FORMAT = 1;
  private static final long BYTES_MAX = 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes it into the corpus' folder, atomically. */
  void write(Path folder) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("id", id);
    root.put("name", settings.name());
    root.put("language", settings.language());
    root.put("chunker", settings.chunking().name());
    root.put("create_time", settings.createTime().toString());
    ObjectNode fitted = root.putObject("evidence");
    fitted.put("threshold", evidence.threshold());
    fitted.put("calibrated", evidence.calibrated());
    Instant updated = evidence.updateTime();
    fitted.put("update_time", updated == null ? "" : updated.toString());
    fitted.put("answerable_count", evidence.answerableCount());
    fitted.put("unanswerable_count", evidence.unanswerableCount());
    ArrayNode weights = fitted.putArray("weights");
    evidence.weights().forEach(weights::add);
    evidence.wordsThreshold().ifPresent(value -> fitted.put("words_threshold", value));
    root.put("answer_model", answerModel);
    root.put("rerank", rerank.name());
    byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    DurableFiles.writeAtomically(folder, NAME, bytes);
  }

  /** The same with an identity. */
  CorpusFile identified(String identity) {
    return new CorpusFile(identity, settings, evidence, answerModel, rerank);
  }

  static AdjutantException newer(String file, long format, int known) {
    return new AdjutantException(
        CorpusReason.CORPUS_NEWER,
        file
            + " has format "
            + format
            + ", this version of Adjutant reads "
            + known
            + ": a later version wrote it. Serve this data folder with that version, or with a"
            + " later one. Nothing was changed");
  }

  /**
   * Reads it.
   *
   * @throws AdjutantException CORPUS_NEWER
   * @throws IOException when it is missing, no JSON, or does not say what it should
   */
  static CorpusFile read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(NAME + " is larger than it can be");
    }
    JsonNode root = JSON.readTree(Files.readAllBytes(file));
    if (!root.path("format").isIntegralNumber() || root.path("format").asLong() < FORMAT) {
      throw new IOException(NAME + " has no format that is known: " + root.path("format"));
    }
    if (root.path("format").asLong() > FORMAT) {
      throw newer(NAME, root.path("format").asLong(), FORMAT);
    }
    try {
      CorpusSettings settings =
          new CorpusSettings(
              root.path("name").asText(),
              root.path("language").asText(),
              CorpusSettings.Chunking.valueOf(root.path("chunker").asText()),
              Instant.parse(root.path("create_time").asText()));
      return new CorpusFile(
          root.path("id").asText(),
          settings,
          evidence(root.path("evidence")),
          root.path("answer_model").asText(),
          Rerank.valueOf(root.path("rerank").asText(Rerank.DEFAULT.name())));
    } catch (AdjutantException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(NAME + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Evidence evidence(JsonNode node) {
    List<Double> weights = new ArrayList<>();
    node.path("weights").forEach(weight -> weights.add(weight.asDouble()));
    String updated = node.path("update_time").asText();
    return new Evidence(
        node.path("threshold").asDouble(),
        node.path("calibrated").asBoolean(),
        updated.isEmpty() ? null : Instant.parse(updated),
        node.path("answerable_count").asInt(),
        node.path("unanswerable_count").asInt(),
        weights,
        node.has("words_threshold")
            ? OptionalDouble.of(node.path("words_threshold").asDouble())
            : OptionalDouble.empty());
  }
}
