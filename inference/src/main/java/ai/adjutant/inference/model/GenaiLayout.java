package ai.adjutant.inference.model;

import ai.adjutant.inference.model.ModelSpec.CachePortNames;
import ai.adjutant.inference.model.ModelSpec.CacheShape;
import ai.adjutant.inference.model.ModelSpec.Ports;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layout of onnxruntime-genai: {@code genai_config.json} names one graph and its ports. */
final class GenaiLayout {
  static final String CONFIG = "genai_config.json";

  /** Parts of a model that make it something else than a decoder of text. */
  private static final Map<String, String> OTHER_PARTS =
      Map.of(
          "encoder", "an encoder-decoder",
          "vision", "a multimodal model",
          "speech", "a multimodal model",
          "embedding", "a multimodal model");

  /** Inputs that a decoder may have; those of convolutions, of pages or of encoders are not. */
  private static final Set<String> INPUTS =
      Set.of(
          "input_ids",
          "attention_mask",
          "position_ids",
          "past_names",
          "past_key_names",
          "past_value_names",
          "past_sequence_length",
          "total_sequence_length");

  private final JsonFile config;
  private final JsonNode model;
  private final JsonNode decoder;

  private GenaiLayout(JsonFile config) {
    this.config = config;
    model = config.root().path("model");
    decoder = model.path("decoder");
  }

  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(CONFIG));
  }

  static Layout read(Path directory) {
    return new GenaiLayout(JsonFile.config(directory, CONFIG)).layout(directory);
  }

  private Layout layout(Path directory) {
    refuseWhatIsNoDecoder();
    String graph = decoder.path("filename").asText("");
    if (graph.isEmpty()) {
      throw Refusals.file(CONFIG + " names no model.decoder.filename");
    }
    if (!inside(graph)) {
      throw Refusals.file(
          CONFIG + ": model.decoder.filename '" + graph + "' is no path inside the directory");
    }
    JsonFile part = new JsonFile(CONFIG, model);
    JsonFile decoderPart = new JsonFile(CONFIG, decoder);
    Set<Long> ends = new HashSet<>(part.ids("eos_token_id"));
    if (ends.isEmpty()) {
      ends.addAll(JsonFile.config(directory, OptimumLayout.GENERATION).ids("eos_token_id"));
    }
    if (ends.isEmpty()) {
      throw Refusals.file(CONFIG + " names no model.eos_token_id");
    }
    int queryHeads =
        decoderPart.positive(List.of("num_attention_heads"), Layout.HEADS_MAX).orElse(0);
    return new Layout(
        CONFIG,
        List.of(graph),
        part.context(List.of("context_length")),
        ends,
        ports(),
        decoderPart.positive(List.of("num_hidden_layers"), Layout.LAYERS_MAX).orElse(0),
        new CacheShape(
            decoderPart
                .positive(List.of("num_key_value_heads"), Layout.HEADS_MAX)
                .orElse(queryHeads),
            decoderPart.positive(List.of("head_size"), Layout.HEADS_MAX).orElse(0)));
  }

  private void refuseWhatIsNoDecoder() {
    if (!decoder.isObject()) {
      throw Refusals.file(CONFIG + " has no model.decoder");
    }
    for (String part : List.of("encoder", "vision", "speech", "embedding")) {
      if (model.has(part)) {
        throw Refusals.unsupported(
            CONFIG
                + " has model."
                + part
                + " ("
                + model.path(part).path("filename").asText("no file")
                + "), which makes it "
                + OTHER_PARTS.get(part)
                + "; only decoders of text are served");
      }
    }
    if (decoder.has("pipeline")) {
      throw Refusals.unsupported(
          CONFIG + " has model.decoder.pipeline, a decoder in several graphs, which is not served");
    }
    for (JsonNode options : decoder.path("session_options").path("provider_options")) {
      for (String provider : (Iterable<String>) options::fieldNames) {
        if (!provider.equalsIgnoreCase("cpu")) {
          throw Refusals.unsupported(
              CONFIG
                  + ": model.decoder.session_options.provider_options names "
                  + provider
                  + "; models are served on the CPU: export it for execution provider cpu");
        }
      }
    }
    for (String input : (Iterable<String>) decoder.path("inputs")::fieldNames) {
      if (!INPUTS.contains(input)) {
        throw Refusals.unsupported(
            CONFIG
                + ": model.decoder.inputs names "
                + input
                + " ("
                + decoder.path("inputs").path(input).asText()
                + "), which is not served; only plain decoders with keys and values are");
      }
    }
  }

  private Ports ports() {
    JsonNode inputs = decoder.path("inputs");
    JsonNode outputs = decoder.path("outputs");
    List<CachePortNames> cache = new ArrayList<>();
    if (inputs.has("past_names")) {
      cache.add(
          new CachePortNames(
              pattern(inputs, "past_names", ""), pattern(outputs, "present_names", "present_%d")));
    } else {
      for (String each : List.of("key", "value")) {
        cache.add(
            new CachePortNames(
                pattern(inputs, "past_" + each + "_names", "past_key_values.%d." + each),
                pattern(outputs, "present_" + each + "_names", "present.%d." + each)));
      }
    }
    return new Ports(
        inputs.path("input_ids").asText("input_ids"),
        inputs.path("attention_mask").asText("attention_mask"),
        inputs.path("position_ids").asText("position_ids"),
        outputs.path("logits").asText("logits"),
        cache);
  }

  private static String pattern(JsonNode ports, String field, String otherwise) {
    String pattern = ports.path(field).asText(otherwise);
    if (!pattern.matches("[^%]*%d[^%]*")) {
      throw Refusals.file(
          CONFIG + ": " + field + " is '" + pattern + "'; it must hold %d once, for the layer");
    }
    return pattern;
  }

  private static boolean inside(String path) {
    return !path.startsWith("/")
        && !path.contains("\\")
        && !path.contains(":")
        && !List.of(path.split("/")).contains("..");
  }
}
