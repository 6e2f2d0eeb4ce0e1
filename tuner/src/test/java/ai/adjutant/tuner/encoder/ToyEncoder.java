package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.weights.SafetensorsWriter;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An encoder of two narrow layers, and an organisation that calls things by other names. */
public final class ToyEncoder {
  private static final int WIDTH = 48;
  private static final int INNER = 96;
  private static final int LAYERS = 2;
  private static final int WORDS = 30_522;
  private static final int PLACES = 512;
  private static final List<String> WRITTEN =
      List.of(
          "radio", "truck", "water", "tent", "bridge", "rifle", "map", "fuel", "bread", "doctor",
          "mail", "road");
  private static final List<String> SPOKEN =
      List.of(
          "speaker", "wagon", "river", "canvas", "arch", "gun", "chart", "oil", "cake", "nurse",
          "letter", "street");
  private static final List<String> ASKED =
      List.of(
          "how much is the %s",
          "where is the %s kept",
          "who pays for the %s",
          "when does the %s end",
          "what is a %s for",
          "is there one more %s");

  private final Random random = new Random(11);
  private final List<Tensor> tensors = new ArrayList<>();

  private final double deviation;

  private ToyEncoder(double deviation) {
    this.deviation = deviation;
  }

  /** Writes its weights. */
  public static Path write(Path file) {
    return write(file, 0.15);
  }

  /**
   * Writes its weights.
   *
   * @param deviation of the numbers of its layers; from 1e30 on, what it computes is no number
   */
  public static Path write(Path file, double deviation) {
    ToyEncoder toy = new ToyEncoder(deviation);
    toy.add("embeddings.word_embeddings.weight", 1, WORDS, WIDTH);
    toy.add("embeddings.position_embeddings.weight", 0.02, PLACES, WIDTH);
    toy.add("embeddings.token_type_embeddings.weight", 0.02, 2, WIDTH);
    toy.norm("embeddings.LayerNorm");
    for (int i = 0; i < LAYERS; i++) {
      String layer = "encoder.layer." + i + ".";
      for (String part : List.of("query", "key", "value")) {
        toy.linear(layer + "attention.self." + part, WIDTH, WIDTH);
      }
      toy.linear(layer + "attention.output.dense", WIDTH, WIDTH);
      toy.norm(layer + "attention.output.LayerNorm");
      toy.linear(layer + "intermediate.dense", INNER, WIDTH);
      toy.linear(layer + "output.dense", WIDTH, INNER);
      toy.norm(layer + "output.LayerNorm");
    }
    SafetensorsWriter.write(file, Map.of(), toy.tensors);
    return file;
  }

  private void linear(String name, int to, int from) {
    add(name + ".weight", deviation, to, from);
    add(name + ".bias", 0, to);
  }

  private void norm(String name) {
    constant(name + ".weight", 1);
    constant(name + ".bias", 0);
  }

  private void constant(String name, float value) {
    FloatBuffer values = FloatBuffer.allocate(WIDTH);
    while (values.hasRemaining()) {
      values.put(value);
    }
    tensors.add(new Tensor(name, List.of((long) WIDTH), values.flip()));
  }

  private void add(String name, double deviation, int... shape) {
    int count = 1;
    List<Long> lengths = new ArrayList<>();
    for (int length : shape) {
      count *= length;
      lengths.add((long) length);
    }
    FloatBuffer values = FloatBuffer.allocate(count);
    while (values.hasRemaining()) {
      values.put((float) (random.nextGaussian() * deviation));
    }
    tensors.add(new Tensor(name, lengths, values.flip()));
  }

  /** Writes passages, a document each, that say the written names. */
  public static Path passages(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < WRITTEN.size(); i++) {
      lines.add(
          "{\"id\":\"d%d#0\",\"document\":\"d%d\",\"text\":\"the %s of the camp\"}"
              .formatted(i, i, WRITTEN.get(i)));
    }
    return Files.write(file, lines);
  }

  /** Writes questions that use the spoken names. */
  public static Path questions(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < SPOKEN.size(); i++) {
      for (String form : ASKED) {
        lines.add(
            "{\"question\":\"%s\",\"gold\":[\"d%d\"]}".formatted(form.formatted(SPOKEN.get(i)), i));
      }
    }
    return Files.write(file, lines);
  }
}
