package ai.adjutant.tuner.export;

import ai.adjutant.onnx.encoder.EncoderHead;
import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.onnx.encoder.EncoderShape;
import ai.adjutant.onnx.encoder.EncoderWeights;
import ai.adjutant.onnx.encoder.EncoderWriter;
import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.weights.WeightSource;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** Writes the graph of an encoder from the tuner's weights. */
final class EncoderFile {
  private EncoderFile() {}

  /** Writes a graph; its weights lie beside it. */
  static Path write(
      Path file,
      BertShape shape,
      WeightSource weights,
      EncoderPrecision precision,
      List<EncoderHead> heads) {
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
    EncoderWriter.write(file, size, precision, heads, named);
    return file;
  }
}
