package ai.adjutant.tuner.export;

import static java.util.Objects.requireNonNull;

import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.torch.Torch;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Exports an encoder of texts without heads: in floats it must give what PyTorch gives, in bytes it
 * must find passages as well. Only then the folder takes its place.
 */
public final class EncoderExport {
  private static final double MRR_LOST_MAX = 0.005;
  private static final int ROWS_COMPARED = 8;
  private static final String HIDDEN = "last_hidden_state";

  private final Torch torch;
  private final EncoderTrial trial;
  private final EncoderPrecision precision;
  private final double lostMax;

  /**
   * Prepares exports that are judged by this trial.
   *
   * @param precision of the graph that is served
   */
  public EncoderExport(Torch torch, EncoderTrial trial, EncoderPrecision precision) {
    this(torch, trial, precision, MRR_LOST_MAX);
  }

  /**
   * Prepares exports that are judged by this trial.
   *
   * @param precision of the graph that is served
   * @param lostMax what the mean reciprocal rank may fall by in bytes; of few questions, one that
   *     changes its place counts much
   */
  public EncoderExport(
      Torch torch, EncoderTrial trial, EncoderPrecision precision, double lostMax) {
    this.lostMax = lostMax;
    this.torch = torch;
    this.trial = trial;
    this.precision = precision;
  }

  /**
   * Exports to a folder, which is replaced as a whole.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException EXPORT_NOT_EQUAL, EXPORT_UNWRITABLE,
   *     WEIGHTS_OF_ANOTHER_MODEL, WEIGHTS_DAMAGED; the folder is as it was then
   */
  public Exported export(TrainedWeights weights, Path folder) {
    return ExportFolder.replace(folder, fresh -> write(weights, fresh));
  }

  private Exported write(TrainedWeights weights, Path fresh) throws IOException {
    BertShape shape = BertShape.of(weights.source(), ShippedWeights.HEADS);
    Path exact = Files.createDirectory(fresh.resolve("floats"));
    double off;
    Scores floats;
    try (GraphSession graph = graph(weights, shape, exact, EncoderPrecision.FLOATS)) {
      off = compare(weights, shape, graph);
      floats = scores(graph, shape);
    }
    ExportFolder.remove(exact);
    Scores served;
    try (GraphSession graph = graph(weights, shape, fresh, precision)) {
      served = precision == EncoderPrecision.FLOATS ? floats : scores(graph, shape);
    }
    if (precision == EncoderPrecision.BYTES) {
      Agreement.score(EncoderTrial.MRR, floats, served, lostMax);
    }
    EncoderFiles.write(fresh, EncoderFiles.config("BertModel", shape));
    EncoderFiles.writeFirstTokenPooling(fresh);
    ModelCard.write(fresh, "An encoder of texts", weights, served);
    return new Exported(off, floats, served, ExportFolder.size(fresh));
  }

  private static GraphSession graph(
      TrainedWeights weights, BertShape shape, Path folder, EncoderPrecision precision) {
    Path file = folder.resolve("model.onnx");
    return new GraphSession(EncoderFile.write(file, shape, weights.source(), precision, List.of()));
  }

  private static float[] hidden(GraphSession graph, TokenRow row) {
    return requireNonNull(graph.run(List.of(row), List.of(HIDDEN)).get(HIDDEN));
  }

  private Scores scores(GraphSession graph, BertShape shape) {
    return trial.scores(row -> Arrays.copyOf(hidden(graph, row), shape.width()));
  }

  private double compare(TrainedWeights weights, BertShape shape, GraphSession graph) {
    List<TokenRow> rows = trial.rows(ROWS_COMPARED);
    Agreement.rows(rows);
    Torch.prepareThread(1);
    double off = 0;
    try (NDManager owner = torch.newManager()) {
      BertEncoder encoder = new BertEncoder(owner, shape, weights.source(), Precision.FP32);
      for (TokenRow row : rows) {
        try (NDManager scope = owner.newSubManager()) {
          float[] ours = encoder.encode(scope, List.of(row)).toFloatArray();
          off = Math.max(off, Agreement.outputs(HIDDEN, ours, hidden(graph, row)));
        }
      }
    }
    return off;
  }
}
