package ai.adjutant.tuner.export;

import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.weights.SafetensorsFile;
import ai.adjutant.tuner.weights.SafetensorsWriter;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import ai.adjutant.tuner.weights.WeightSource;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A reader of seeded heads over the shipped encoder, and questions to measure it by. */
final class SeededReader {
  private static final long SEED = 3;
  private static final int WIDTH = 384;
  private static final Map<String, Integer> HEADS =
      Map.of("span", 2, "answerable", 1, "relevance", 1, "support", 3);

  private SeededReader() {}

  static WeightSource encoder() {
    return ShippedWeights.open(Path.of("target/weights"));
  }

  static List<Tensor> tensors() {
    WeightSource shipped = encoder();
    List<Tensor> tensors = new ArrayList<>();
    for (String name : shipped.names()) {
      if (!name.startsWith("embeddings.") && !name.startsWith("encoder.")) {
        continue;
      }
      long count = shipped.shape(name).stream().reduce(1L, Math::multiplyExact);
      FloatBuffer values = FloatBuffer.allocate((int) count);
      shipped.read(name, values);
      tensors.add(new Tensor(name, shipped.shape(name), values.flip()));
    }
    HEADS.forEach((head, outputs) -> {
      Random random = new Random(SEED + head.hashCode());
      FloatBuffer weight = FloatBuffer.allocate(outputs * WIDTH);
      while (weight.hasRemaining()) {
        weight.put((float) (random.nextGaussian() * 0.05));
      }
      tensors.add(
          new Tensor(
              "head." + head + ".weight", List.of((long) outputs, (long) WIDTH), weight.flip()));
      tensors.add(
          new Tensor(
              "head." + head + ".bias",
              List.of((long) outputs),
              FloatBuffer.wrap(new float[outputs])));
    });
    return tensors;
  }

  /** Weights of a run, after a change. */
  static TrainedWeights weights(Path folder, UnaryOperator<List<Tensor>> change) {
    Path file = folder.resolve("best.safetensors");
    SafetensorsWriter.write(file, Map.of("recipe", "train.seed: 3"), change.apply(tensors()));
    return TrainedWeights.of(SafetensorsFile.open(file));
  }

  /** Two questions with passages; the second is not answered. */
  static Path heldOut(Path folder) throws IOException {
    Path file = folder.resolve("heldout.jsonl");
    Files.writeString(
        file,
        """
        {"source":"s","language":"en","context":"The office in Oslo opened last year.",\
        "question":"Where did the office open?","answers":[{"text":"Oslo","start":14}]}
        {"source":"s","language":"en","context":"Routers are sent by post; a parcel takes three \
        days and is insured against loss up to fifty pounds.",\
        "question":"Who may end the contract early?","answers":[]}
        """);
    return file;
  }

  /**
   * Weights that are others when a tensor is read again, as a graph would be that does not compute
   * what the trainer does.
   */
  record Changing(WeightSource source, String tensor, float by, List<String> reads)
      implements WeightSource {
    static Changing of(WeightSource source, String tensor, float by) {
      return new Changing(source, tensor, by, new ArrayList<>());
    }

    @Override
    public Set<String> names() {
      return source.names();
    }

    @Override
    public List<Long> shape(String name) {
      return source.shape(name);
    }

    @Override
    public void read(String name, FloatBuffer into) {
      int from = into.position();
      source.read(name, into);
      if (name.equals(tensor) && reads.contains(name)) {
        for (int i = from; i < into.position(); i++) {
          into.put(i, into.get(i) + by);
        }
      }
      reads.add(name);
    }
  }
}
