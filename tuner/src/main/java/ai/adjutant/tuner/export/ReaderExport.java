package ai.adjutant.tuner.export;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.reader.ReaderTrial;
import ai.adjutant.tuner.reader.RowReader.RowOutputs;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.weights.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exports a trained reader: first in floats, which must give what the trainer gives, then in bytes,
 * which may lose a little. Only then the folder takes its place.
 */
public final class ReaderExport {
  /** How far outputs in floats may be off. */
  private static final double FLOATS_OFF_MAX = 1e-3;

  private static final double SPAN_F1_LOST_MAX = 0.01;
  private static final double AUC_LOST_MAX = 0.01;
  private static final int ROWS_COMPARED = 16;

  private final Torch torch;
  private final SafetensorsFile weights;
  private final ReaderTrial trial;

  /** Prepares an export of these weights, judged by this trial. */
  public ReaderExport(Torch torch, SafetensorsFile weights, ReaderTrial trial) {
    this.torch = torch;
    this.weights = weights;
    this.trial = trial;
  }

  /**
   * Describes what was exported.
   *
   * @param off largest difference of an output in floats
   * @param floats scores in floats
   * @param bytes scores in bytes
   * @param size bytes of the folder
   */
  public record Exported(double off, Scores floats, Scores bytes, long size) {}

  /**
   * Exports to a folder, which is replaced as a whole.
   *
   * @throws AdjutantException EXPORT_NOT_EQUAL, EXPORT_UNWRITABLE, WEIGHTS_OF_ANOTHER_MODEL,
   *     WEIGHTS_DAMAGED; the folder is as it was then
   */
  public Exported export(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw unwritable(folder, null);
    }
    Path fresh = null;
    try {
      Files.createDirectories(parent);
      fresh = Files.createTempDirectory(parent, ".reader-export");
      Exported exported = write(fresh);
      replace(folder, fresh);
      return exported;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(folder, e);
    } finally {
      if (fresh != null) {
        remove(fresh);
      }
    }
  }

  private static AdjutantException unwritable(Path folder, @Nullable Exception cause) {
    return new AdjutantException(
        ExportReason.EXPORT_UNWRITABLE,
        folder + " can't be written; choose a folder on a disk with 200 MB of space",
        cause);
  }

  private Exported write(Path fresh) throws IOException {
    BertShape shape = BertShape.of(weights, ShippedWeights.HEADS);
    Path trial32 = Files.createDirectory(fresh.resolve("floats"));
    double off;
    Scores floats;
    try (GraphRows graph =
        new GraphRows(
            ReaderGraph.write(
                trial32.resolve("model.onnx"), shape, weights, EncoderPrecision.FLOATS))) {
      off = compare(graph);
      floats = trial.scores(graph);
    }
    remove(trial32);
    Scores bytes;
    try (GraphRows graph =
        new GraphRows(
            ReaderGraph.write(
                fresh.resolve("model.onnx"), shape, weights, EncoderPrecision.BYTES))) {
      bytes = trial.scores(graph);
    }
    lost("span_f1", floats, bytes, SPAN_F1_LOST_MAX);
    lost("answerable_auc", floats, bytes, AUC_LOST_MAX);
    ReaderFiles.write(fresh, shape, weights.metadata(), bytes);
    try (Stream<Path> files = Files.list(fresh)) {
      long size = 0;
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
      return new Exported(off, floats, bytes, size);
    }
  }

  private double compare(GraphRows graph) {
    double off = 0;
    for (TokenRow row : trial.rows(ROWS_COMPARED)) {
      RowOutputs ours = ReaderTrial.torch(torch, weights, List.of(row));
      RowOutputs theirs = graph.read(List.of(row));
      Map<String, float[][]> outputs =
          Map.of(
              "span_logits", new float[][] {ours.places(), theirs.places()},
              "answerable", new float[][] {ours.answerable(), theirs.answerable()},
              "relevance", new float[][] {ours.relevance(), theirs.relevance()},
              "support", new float[][] {ours.support(), theirs.support()});
      for (Map.Entry<String, float[][]> output : outputs.entrySet()) {
        double own = difference(output.getValue()[0], output.getValue()[1]);
        if (!(own <= FLOATS_OFF_MAX)) {
          throw notEqual(
              String.format(
                  Locale.ROOT,
                  "output %s of the graph is off by %.2g from the trainer's, at most %.0e is taken",
                  output.getKey(),
                  own,
                  FLOATS_OFF_MAX));
        }
        off = Math.max(off, own);
      }
    }
    return off;
  }

  private static double difference(float[] one, float[] other) {
    if (one.length != other.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      double own = Math.abs((double) one[i] - other[i]);
      largest = Double.isNaN(own) ? Double.NaN : Math.max(largest, own);
    }
    return largest;
  }

  private static void lost(String score, Scores floats, Scores bytes, double most) {
    Optional<Double> before = Optional.ofNullable(floats.values().get(score));
    Optional<Double> after = Optional.ofNullable(bytes.values().get(score));
    if (before.isPresent() && after.isPresent() && before.get() - after.get() > most) {
      throw notEqual(
          String.format(
              Locale.ROOT,
              "in bytes %s falls from %.4f to %.4f, at most %.2f may be lost; measure more rows, or"
                  + " export in floats",
              score,
              before.get(),
              after.get(),
              most));
    }
  }

  private static AdjutantException notEqual(String message) {
    return new AdjutantException(ExportReason.EXPORT_NOT_EQUAL, message);
  }

  /** The old folder goes only when the new one can take its place. */
  private static void replace(Path folder, Path fresh) throws IOException {
    Path old = folder.resolveSibling("." + folder.getFileName() + ".old");
    remove(old);
    boolean there = Files.exists(folder);
    if (there) {
      Files.move(folder, old);
    }
    Files.move(fresh, folder);
    remove(old);
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
