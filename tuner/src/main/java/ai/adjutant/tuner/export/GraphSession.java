package ai.adjutant.tuner.export;

import ai.adjutant.tuner.bert.TokenRow;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph that was written, in ONNX Runtime. One thread. */
final class GraphSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  GraphSession(Path graph) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      session = environment.createSession(graph.toString(), options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the graph that was written", e);
    }
  }

  /** Runs rows as one batch, padded to the longest; returns these outputs by name. */
  Map<String, float[]> run(List<TokenRow> rows, List<String> outputs) {
    int longest = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    long[] shape = {rows.size(), longest};
    LongBuffer ids = LongBuffer.allocate(rows.size() * longest);
    LongBuffer mask = LongBuffer.allocate(ids.capacity());
    LongBuffer kinds = LongBuffer.allocate(ids.capacity());
    for (TokenRow row : rows) {
      for (int k = 0; k < longest; k++) {
        boolean there = k < row.length();
        ids.put(there ? row.id(k) : 0);
        mask.put(there ? 1 : 0);
        kinds.put(there ? row.kind(k) : 0);
      }
    }
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids.flip(), shape);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask.flip(), shape);
        OnnxTensor kindTensor = OnnxTensor.createTensor(environment, kinds.flip(), shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", kindTensor))) {
      Map<String, float[]> read = new HashMap<>();
      for (String output : outputs) {
        read.put(output, floats(result, output));
      }
      return read;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't run the graph that was written", e);
    }
  }

  private static float[] floats(OrtSession.Result result, String output) {
    if (result.get(output).orElse(null) instanceof OnnxTensor tensor) {
      FloatBuffer values = tensor.getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
    throw new IllegalStateException("the graph has no output " + output);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime can't close the graph", e);
    }
  }
}
