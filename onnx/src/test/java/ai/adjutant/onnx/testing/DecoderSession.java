package ai.adjutant.onnx.testing;

import ai.adjutant.onnx.decoder.DecoderShape;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A decoder's graph in ONNX Runtime with its cache held in place: every past is also the pinned
 * present. For one thread.
 */
public final class DecoderSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> pasts = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> presents = new LinkedHashMap<>();
  private final int[] lengths;

  /** Opens a graph for so many sequences of at most so many tokens. */
  public DecoderSession(Path graph, DecoderShape shape, int batch, int capacity)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(graph.toString(), options);
    }
    lengths = new int[batch];
    int kvHeads = shape.attention().kvHeads();
    int headLength = shape.attention().headLength();
    long[] dims = {batch, kvHeads, capacity, headLength};
    for (int layer = 0; layer < shape.layers(); layer++) {
      for (String kind : List.of(".key", ".value")) {
        String past = "past_key_values." + layer + kind;
        NodeInfo port = Objects.requireNonNull(session.getInputInfo().get(past), past);
        OnnxJavaType type = ((TensorInfo) port.getInfo()).type;
        ByteBuffer buffer =
            ByteBuffer.allocateDirect(batch * kvHeads * capacity * headLength * type.size)
                .order(ByteOrder.nativeOrder());
        OnnxTensor cache = OnnxTensor.createTensor(environment, buffer, dims, type);
        pasts.put(past, cache);
        presents.put("present." + layer + kind, cache);
      }
    }
  }

  /** Feeds prompts, one for each sequence; gives the logits after the last token of each. */
  public float[][] prompts(int[]... prompts) throws OrtException {
    int longest = Arrays.stream(prompts).mapToInt(prompt -> prompt.length).max().orElseThrow();
    long[] ids = new long[prompts.length * longest];
    long[] rows = new long[prompts.length];
    for (int i = 0; i < prompts.length; i++) {
      for (int j = 0; j < prompts[i].length; j++) {
        ids[i * longest + j] = prompts[i][j];
      }
      lengths[i] = prompts[i].length;
      rows[i] = (long) i * longest + prompts[i].length - 1;
    }
    return run(ids, longest, rows);
  }

  /** Feeds one token to each sequence; gives the logits after it. */
  public float[][] step(int... tokens) throws OrtException {
    long[] ids = new long[tokens.length];
    long[] rows = new long[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      ids[i] = tokens[i];
      rows[i] = i;
      lengths[i]++;
    }
    return run(ids, 1, rows);
  }

  private float[][] run(long[] ids, int sequence, long[] rows) throws OrtException {
    int batch = lengths.length;
    int[] lastPositions = Arrays.stream(lengths).map(length -> length - 1).toArray();
    int total = Arrays.stream(lengths).max().orElseThrow();
    List<OnnxTensor> fed = new ArrayList<>();
    try {
      fed.add(longs(ids, batch, sequence));
      fed.add(
          OnnxTensor.createTensor(environment, IntBuffer.wrap(lastPositions), new long[] {batch}));
      fed.add(
          OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {total}), new long[] {1}));
      fed.add(longs(rows, rows.length));
      Map<String, OnnxTensor> inputs = new HashMap<>(pasts);
      List<String> names =
          List.of("input_ids", "seqlens_k", "total_sequence_length", "logits_rows");
      for (int i = 0; i < names.size(); i++) {
        inputs.put(names.get(i), fed.get(i));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of("logits"), presents)) {
        return (float[][]) result.get("logits").orElseThrow().getValue();
      }
    } finally {
      fed.forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor longs(long[] values, long... dims) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), dims);
  }

  @Override
  public void close() throws OrtException {
    session.close();
    pasts.values().forEach(OnnxTensor::close);
  }
}
