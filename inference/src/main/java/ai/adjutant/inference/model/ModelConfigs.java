package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The small JSON files of a model directory, whoever reads them: bounds come before trees. */
public final class ModelConfigs {
  private static final List<String> FILES =
      List.of(
          OptimumLayout.CONFIG,
          OptimumLayout.GENERATION,
          GenaiLayout.CONFIG,
          ChatFiles.TOKENIZER_CONFIG,
          ChatFiles.TEMPLATE_JSON,
          ChatFiles.SPECIAL_TOKENS,
          "sentence_bert_config.json",
          "1_Pooling/config.json");

  private ModelConfigs() {}

  /**
   * Sees that each file that is there can be read within bounds.
   *
   * @throws AdjutantException MODEL_FILE_REFUSED, naming the file
   */
  public static void check(Path directory) {
    FILES.forEach(file -> JsonFile.config(directory, file));
    Path tokenizer = directory.resolve(ModelDirectory.TOKENIZER);
    if (Files.isRegularFile(tokenizer)) {
      JsonFile.checkSize(tokenizer, ModelDirectory.TOKENIZER_BYTES_MAX);
    }
  }

  /** Whether {@code config.json}, where there is one, can be read within bounds. */
  public static boolean isReadable(Path directory) {
    try {
      JsonFile.config(directory, OptimumLayout.CONFIG);
      return true;
    } catch (AdjutantException e) {
      return false;
    }
  }
}
