package ai.adjutant.inference.service;

import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.DecoderWriter;
import ai.adjutant.onnx.decoder.Part;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.decoder.WeightName;
import ai.adjutant.onnx.decoder.Weights;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticModel;
import ai.adjutant.onnx.testing.RandomWeights;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiPredicate;

/** Decoders of 34 thousand weights on the fast path, sound ones and others. */
final class TinyModels {
  static final int VOCABULARY = 512;

  /** Longest sequence of the sound ones. */
  static final int CONTEXT = 512;

  private static final Precision FLOATS = Precision.of(32, 32);

  private TinyModels() {}

  /** One that answers as long as it may. */
  static Path sound(Path directory) {
    SyntheticModel.write(directory, NamedShape.TINY, FLOATS, 5);
    return directory;
  }

  /** The same with another context, for streams that last. */
  static Path lasting(Path directory, int contextLength) throws IOException {
    sound(directory);
    DecoderShape tiny = NamedShape.TINY.shape();
    rewrite(directory, shape(contextLength, tiny.tiedHead()), new RandomWeights(5));
    Path file = directory.resolve("config.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode config = (ObjectNode) json.readTree(file.toFile());
    config.put("max_position_embeddings", contextLength);
    // Random weights say anything sooner or later, this token never.
    config.putArray("eos_token_id").add(VOCABULARY - 1);
    Files.writeString(file, json.writeValueAsString(config));
    Path generation = directory.resolve("generation_config.json");
    Files.writeString(generation, "{\"eos_token_id\": " + (VOCABULARY - 1) + "}");
    return directory;
  }

  /** One with weights that are no numbers, wherever the predicate says so. */
  static Path broken(Path directory, BiPredicate<WeightName, Integer> rows) throws IOException {
    sound(directory);
    Weights sound = new RandomWeights(5);
    rewrite(
        directory,
        shape(CONTEXT, false),
        (name, row, target) -> {
          sound.row(name, row, target);
          if (rows.test(name, row)) {
            Arrays.fill(target, Float.NaN);
          }
        });
    return directory;
  }

  private static DecoderShape shape(int contextLength, boolean tiedHead) {
    DecoderShape tiny = NamedShape.TINY.shape();
    return new DecoderShape(
        tiny.vocabulary(),
        tiny.hidden(),
        tiny.layers(),
        tiny.intermediate(),
        contextLength,
        tiny.normEpsilon(),
        tiedHead,
        tiny.attention(),
        tiny.rotary());
  }

  private static void rewrite(Path directory, DecoderShape shape, Weights weights)
      throws IOException {
    for (String file : new String[] {"model.onnx", "model.onnx_data"}) {
      Files.deleteIfExists(directory.resolve("onnx").resolve(file));
    }
    DecoderWriter.write(directory, shape, FLOATS, quiet(weights));
  }

  /** The last token never comes: its head is nought, and the others' logits are of both signs. */
  private static Weights quiet(Weights weights) {
    return (name, row, target) -> {
      weights.row(name, row, target);
      boolean table = name.part() == Part.EMBEDDING || name.part() == Part.HEAD;
      if (table && row == VOCABULARY - 1) {
        Arrays.fill(target, 0);
      }
    };
  }

  /** Asks for so many tokens after so many others, which come from a seed, in fixed shapes. */
  static GenerateRequest.Builder asking(String model, long seed, int promptTokens, int newTokens) {
    TokenIds.Builder ids = TokenIds.newBuilder();
    new Random(seed).ints(promptTokens, 0, VOCABULARY - 1).forEach(ids::addValues);
    return GenerateRequest.newBuilder()
        .setModel("models/" + model)
        .setIds(ids)
        .setMaxTokens(newTokens)
        .setDeterministic(true);
  }
}
