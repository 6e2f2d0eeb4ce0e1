package ai.adjutant.tuner.export;

import ai.adjutant.onnx.encoder.EncoderHead;
import ai.adjutant.onnx.encoder.EncoderHead.Over;
import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.onnx.encoder.EncoderShape;
import ai.adjutant.onnx.encoder.EncoderWeights;
import ai.adjutant.onnx.encoder.EncoderWriter;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.weights.WeightSource;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** Writes the graph of a reader. */
final class ReaderGraph {
  private static final List<EncoderHead> HEADS =
      List.of(
          new EncoderHead("head.span", "span_logits", 2, Over.EACH_TOKEN),
          new EncoderHead("head.answerable", "answerable", 1, Over.FIRST_TOKEN),
          new EncoderHead("head.relevance", "relevance", 1, Over.FIRST_TOKEN),
          new EncoderHead("head.support", "support", 3, Over.FIRST_TOKEN));

  private ReaderGraph() {}

  static Path write(Path file, BertShape shape, WeightSource weights, EncoderPrecision precision) {
    EncoderWeights named =
        (name, count) -> {
          FloatBuffer values = FloatBuffer.allocate(count);
          weights.read(name, values);
          return values.array();
        };
    EncoderShape size =
        new EncoderShape(
            shape.layers(),
            shape.width(),
            shape.heads(),
            shape.inner(),
            shape.words(),
            shape.places());
    EncoderWriter.write(file, size, precision, HEADS, named);
    return file;
  }
}
