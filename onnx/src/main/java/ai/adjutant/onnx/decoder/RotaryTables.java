package ai.adjutant.onnx.decoder;

import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.ExternalTensor;
import ai.adjutant.onnx.file.GraphWriter;

/** Cosines and sines of every position's angles: [contextLength, headLength / 2]. */
final class RotaryTables {
  static final String COSINES = "rotary.cosines";
  static final String SINES = "rotary.sines";

  private RotaryTables() {}

  static void write(GraphWriter graph, DecoderShape shape) {
    int pairs = shape.attention().headLength() / 2;
    double[] speeds = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      speeds[i] = Math.pow(shape.rotary().theta(), -(double) i / pairs);
    }
    ExternalTensor cosines =
        graph.external(COSINES, ElementType.FLOAT, shape.contextLength(), pairs);
    ExternalTensor sines = graph.external(SINES, ElementType.FLOAT, shape.contextLength(), pairs);
    float[] cosine = new float[pairs];
    float[] sine = new float[pairs];
    for (int position = 0; position < shape.contextLength(); position++) {
      for (int i = 0; i < pairs; i++) {
        double angle = position * speeds[i];
        cosine[i] = (float) Math.cos(angle);
        sine[i] = (float) Math.sin(angle);
      }
      cosines.append(cosine, 0, pairs);
      sines.append(sine, 0, pairs);
    }
  }
}
