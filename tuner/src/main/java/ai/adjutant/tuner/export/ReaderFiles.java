package ai.adjutant.tuner.export;

import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.text.WordPieces;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes what lies beside a reader's graph. */
final class ReaderFiles {
  private static final int LENGTH = 384;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReaderFiles() {}

  /**
   * Writes configuration and tokenizer.
   *
   * @param metadata what the trainer wrote beside the weights: recipe, digests, scores
   * @param scores of what was exported
   */
  static void write(Path folder, BertShape shape, Map<String, String> metadata, Scores scores)
      throws IOException {
    ObjectNode config = JSON.createObjectNode();
    config.putArray("architectures").add("AdjutantReader");
    config.put("model_type", "bert");
    config.put("hidden_size", shape.width());
    config.put("num_hidden_layers", shape.layers());
    config.put("num_attention_heads", shape.heads());
    config.put("max_position_embeddings", shape.places());
    ObjectNode reader = config.putObject("adjutant_reader");
    reader.put("format", 1);
    reader.putArray("languages").add("en");
    reader.put("length", LENGTH);
    ObjectNode measured = reader.putObject("scores");
    scores.values().forEach(measured::put);
    ObjectNode trained = reader.putObject("trained");
    metadata.forEach(trained::put);
    Files.write(folder.resolve("config.json"), JSON.writeValueAsBytes(config));
    Files.write(folder.resolve("tokenizer.json"), WordPieces.json());
  }
}
