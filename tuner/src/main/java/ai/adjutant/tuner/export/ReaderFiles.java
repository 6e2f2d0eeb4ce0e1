package ai.adjutant.tuner.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.model.Scores;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.TreeMap;

/** Writes what lies beside a reader's graph. */
final class ReaderFiles {
  private static final int LENGTH = 384;

  private ReaderFiles() {}

  /**
   * Writes configuration, tokenizer and card.
   *
   * @param scores of what was exported
   */
  static void write(Path folder, BertShape shape, TrainedWeights weights, Scores scores)
      throws IOException {
    ObjectNode config = EncoderFiles.config("AdjutantReader", shape);
    ObjectNode reader = config.putObject("adjutant_reader");
    reader.put("format", 1);
    reader.putArray("languages").add("en");
    reader.put("length", LENGTH);
    String recipe = weights.metadata().get("recipe");
    if (recipe != null) {
      byte[] digest = ModelCard.sha256().digest(recipe.getBytes(UTF_8));
      reader.put("recipe_digest", HexFormat.of().formatHex(digest));
    }
    weights.written().ifPresent(time -> reader.put("trained_at", time.toString()));
    ObjectNode measured = reader.putObject("scores");
    scores.values().forEach(measured::put);
    ObjectNode trained = reader.putObject("trained");
    new TreeMap<>(weights.metadata()).forEach(trained::put);
    EncoderFiles.write(folder, config);
    ModelCard.write(folder, "A reader", weights, scores);
  }
}
