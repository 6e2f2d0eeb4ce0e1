package ai.adjutant.tuner.export;

import ai.adjutant.onnx.encoder.EncoderHead;
import ai.adjutant.onnx.encoder.EncoderHead.Over;
import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.reader.ReaderTrial;
import ai.adjutant.tuner.reader.RowReader.RowOutputs;
import ai.adjutant.tuner.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Exports a trained reader: first in floats, which must give what the trainer gives, then in bytes,
 * which may lose a little. Only then the folder takes its place.
 */
public final class ReaderExport {
  private static final double SPAN_F1_LOST_MAX = 0.01;
  private static final double AUC_LOST_MAX = 0.01;
  private static final int ROWS_COMPARED = 16;
  private static final List<EncoderHead> HEADS =
      List.of(
          new EncoderHead("head.span", GraphRows.SPANS, 2, Over.EACH_TOKEN),
          new EncoderHead("head.answerable", GraphRows.ANSWERABLE, 1, Over.FIRST_TOKEN),
          new EncoderHead("head.relevance", GraphRows.RELEVANCE, 1, Over.FIRST_TOKEN),
          new EncoderHead("head.support", GraphRows.SUPPORT, 3, Over.FIRST_TOKEN));

  private final Torch torch;
  private final ReaderTrial trial;
  private final EncoderPrecision precision;

  /**
   * Prepares exports that are judged by this trial.
   *
   * @param precision of the graph that is served
   */
  public ReaderExport(Torch torch, ReaderTrial trial, EncoderPrecision precision) {
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
    try (GraphRows graph = graph(weights, shape, exact, EncoderPrecision.FLOATS)) {
      off = compare(weights, graph);
      floats = trial.scores(graph);
    }
    ExportFolder.remove(exact);
    Scores served;
    try (GraphRows graph = graph(weights, shape, fresh, precision)) {
      served = precision == EncoderPrecision.FLOATS ? floats : trial.scores(graph);
    }
    if (precision == EncoderPrecision.BYTES) {
      Agreement.score("span_f1", floats, served, SPAN_F1_LOST_MAX);
      Agreement.score("answerable_auc", floats, served, AUC_LOST_MAX);
    }
    ReaderFiles.write(fresh, shape, weights, served);
    return new Exported(off, floats, served, ExportFolder.size(fresh));
  }

  private static GraphRows graph(
      TrainedWeights weights, BertShape shape, Path folder, EncoderPrecision precision) {
    Path file = folder.resolve("model.onnx");
    return new GraphRows(EncoderFile.write(file, shape, weights.source(), precision, HEADS));
  }

  private double compare(TrainedWeights weights, GraphRows graph) {
    List<TokenRow> rows = trial.rows(ROWS_COMPARED);
    Agreement.rows(rows);
    List<RowOutputs> trained = ReaderTrial.torch(torch, weights.source(), rows);
    double off = 0;
    for (int i = 0; i < rows.size(); i++) {
      RowOutputs ours = trained.get(i);
      RowOutputs theirs = graph.read(List.of(rows.get(i)));
      double own =
          DoubleStream.of(
                  Agreement.outputs(GraphRows.SPANS, ours.places(), theirs.places()),
                  Agreement.outputs(GraphRows.ANSWERABLE, ours.answerable(), theirs.answerable()),
                  Agreement.outputs(GraphRows.RELEVANCE, ours.relevance(), theirs.relevance()),
                  Agreement.outputs(GraphRows.SUPPORT, ours.support(), theirs.support()))
              .max()
              .orElseThrow();
      off = Math.max(off, own);
    }
    return off;
  }
}
