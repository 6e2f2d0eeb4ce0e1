package ai.adjutant.inference.model;

import ai.adjutant.inference.model.ModelSpec.CacheShape;
import ai.adjutant.inference.model.ModelSpec.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The layout of Optimum and of what is published in its shape: {@code config.json}, and graphs
 * {@code model*.onnx} in the folder {@code onnx} or beside it.
 */
final class OptimumLayout {
  static final String CONFIG = "config.json";
  static final String GENERATION = "generation_config.json";

  /** More variants than anyone publishes of one model. */
  private static final int GRAPHS_MAX = 32;

  private OptimumLayout() {}

  static Layout read(Path directory) {
    List<String> graphs = graphs(directory);
    if (!Files.isRegularFile(directory.resolve(CONFIG))) {
      throw Refusals.missing(CONFIG, "copy it from where the model comes from");
    }
    JsonFile config = JsonFile.config(directory, CONFIG);
    Set<Long> ends = new HashSet<>(JsonFile.config(directory, GENERATION).ids("eos_token_id"));
    if (ends.isEmpty()) {
      ends.addAll(config.ids("eos_token_id"));
    }
    if (ends.isEmpty()) {
      throw Refusals.file("neither " + GENERATION + " nor " + CONFIG + " names eos_token_id");
    }
    return new Layout(
        CONFIG,
        graphs,
        contextLength(config),
        ends,
        Ports.OPTIMUM,
        config.positive(List.of("num_hidden_layers", "n_layer"), Layout.LAYERS_MAX).orElse(0),
        cacheShape(config));
  }

  private static List<String> graphs(Path directory) {
    for (String folder : List.of("onnx/", "")) {
      List<String> found = onnxFiles(directory.resolve(folder));
      List<String> graphs =
          found.stream()
              .filter(name -> name.startsWith("model"))
              .limit(GRAPHS_MAX)
              .map(name -> folder + name)
              .toList();
      if (!graphs.isEmpty()) {
        return graphs;
      }
      for (String name : found) {
        if (name.startsWith("encoder_model") || name.startsWith("decoder_model")) {
          throw Refusals.unsupported(
              folder
                  + name
                  + " is a part of a model in several graphs; only decoders in one graph are"
                  + " served: export with task text-generation-with-past");
        }
      }
    }
    throw Refusals.missing(
        "onnx/model.onnx or model.onnx", "export the model with task text-generation-with-past");
  }

  private static List<String> onnxFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".onnx"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Refusals.file("the folder of the graphs can't be listed", e);
    }
  }

  private static int contextLength(JsonFile config) {
    List<String> fields =
        List.of("max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length");
    return config.context(fields);
  }

  private static CacheShape cacheShape(JsonFile config) {
    int queryHeads =
        config.positive(List.of("num_attention_heads", "n_head"), Layout.HEADS_MAX).orElse(0);
    int heads =
        config.positive(List.of("num_key_value_heads"), Layout.HEADS_MAX).orElse(queryHeads);
    int hidden = config.positive(List.of("hidden_size", "n_embd"), Layout.HIDDEN_MAX).orElse(0);
    int length =
        config
            .positive(List.of("head_dim"), Layout.HEADS_MAX)
            .orElse(queryHeads == 0 ? 0 : hidden / queryHeads);
    return new CacheShape(heads, length);
  }
}
