package ai.adjutant.onnx.testing;

import ai.adjutant.onnx.decoder.CacheFormat;
import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.DecoderShape.Attention;
import ai.adjutant.onnx.decoder.DecoderShape.Rotary;
import ai.adjutant.onnx.decoder.DecoderWriter;
import ai.adjutant.onnx.decoder.Part;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.decoder.WeightName;
import ai.adjutant.onnx.decoder.Weights;
import ai.adjutant.onnx.folder.ModelFolder;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A checkpoint of llama2.c: seven whole numbers, then matrices of floats one after the other, those
 * of all layers together. Small ones only: it is held in memory.
 *
 * <p>The attention kernel takes heads whose length is a multiple of 16. Shorter ones are filled up
 * with noughts behind: the rotary base is raised so that the pairs that were there keep their wave
 * lengths, and the queries so that scores keep their scale.
 */
public final class Llama2cCheckpoint implements Weights {
  private static final float NORM_EPSILON = 1e-5f;
  private static final double ROTARY_BASE = 10_000;
  private static final int HEADER_NUMBERS = 7;
  private static final int HEAD_LENGTH_STEP = 16;

  /** The file's order; the rotary tables that follow the last are made anew. */
  private static final List<Part> ORDER =
      List.of(
          Part.EMBEDDING,
          Part.ATTENTION_NORM,
          Part.QUERY,
          Part.KEY,
          Part.VALUE,
          Part.OUTPUT,
          Part.FEED_NORM,
          Part.GATE,
          Part.DOWN,
          Part.UP,
          Part.FINAL_NORM);

  private final DecoderShape shape;

  /** Length of a head in the file. */
  private final int headLength;

  private final FloatBuffer floats;
  private final Map<Part, Integer> starts = new EnumMap<>(Part.class);

  private Llama2cCheckpoint(DecoderShape shape, int headLength, FloatBuffer floats) {
    this.shape = shape;
    this.headLength = headLength;
    this.floats = floats;
  }

  /** Reads a checkpoint. */
  public static Llama2cCheckpoint read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int[] header = new int[HEADER_NUMBERS];
    for (int i = 0; i < header.length; i++) {
      header[i] = in.getInt();
    }
    int hidden = header[0];
    int heads = header[3];
    int length = hidden / heads;
    int filled = Math.ceilDiv(length, HEAD_LENGTH_STEP) * HEAD_LENGTH_STEP;
    // A vocabulary below 0 says that the head is a matrix of its own.
    boolean tied = header[5] > 0;
    DecoderShape shape =
        new DecoderShape(
            Math.abs(header[5]),
            hidden,
            header[2],
            header[1],
            header[6],
            NORM_EPSILON,
            tied,
            new Attention(heads, header[4], filled, false, false),
            new Rotary(Math.pow(ROTARY_BASE, (double) filled / length), true));
    Llama2cCheckpoint checkpoint = new Llama2cCheckpoint(shape, length, in.asFloatBuffer());
    checkpoint.locate();
    return checkpoint;
  }

  private void locate() throws IOException {
    int at = 0;
    for (Part part : ORDER) {
      starts.put(part, at);
      at += (part.inLayer() ? shape.layers() : 1) * size(part);
    }
    at += shape.contextLength() * headLength;
    starts.put(Part.HEAD, at);
    at += shape.tiedHead() ? 0 : size(Part.HEAD);
    if (at != floats.limit()) {
      throw new IOException("the checkpoint has " + floats.limit() + " floats, not " + at);
    }
  }

  /** Numbers of a part in the file. */
  private int size(Part part) {
    int numbers = shape.rows(part) * shape.columns(part);
    return switch (part) {
      case QUERY, KEY, VALUE, OUTPUT -> numbers / shape.attention().headLength() * headLength;
      default -> numbers;
    };
  }

  /** The model's shape. */
  public DecoderShape shape() {
    return shape;
  }

  @Override
  public void row(WeightName name, int row, float[] target) {
    int start = starts.getOrDefault(name.part(), -1);
    if (start < 0) {
      throw new IllegalArgumentException("llama2.c has no " + name);
    }
    int matrix = start + name.layer() * size(name.part());
    int filled = shape.attention().headLength();
    switch (name.part()) {
      case QUERY, KEY, VALUE -> headRow(name.part(), matrix, row / filled, row % filled, target);
      case OUTPUT -> {
        Arrays.fill(target, 0);
        int heads = target.length / filled;
        for (int head = 0; head < heads; head++) {
          int from = matrix + (row * heads + head) * headLength;
          floats.get(from, target, head * filled, headLength);
        }
      }
      default -> floats.get(matrix + row * target.length, target);
    }
  }

  private void headRow(Part part, int matrix, int head, int within, float[] target) {
    if (within >= headLength) {
      Arrays.fill(target, 0);
      return;
    }
    floats.get(matrix + (head * headLength + within) * target.length, target);
    if (part == Part.QUERY) {
      float scale = (float) Math.sqrt((double) shape.attention().headLength() / headLength);
      for (int i = 0; i < target.length; i++) {
        target[i] *= scale;
      }
    }
  }

  /**
   * Writes a folder that can be served and has a KV cache of floats.
   *
   * @return the graph's file
   */
  public Path write(Path directory, Precision precision, Llama2cTokenizer tokenizer) {
    return write(directory, precision, new CacheFormat.Floats(), tokenizer);
  }

  /**
   * Writes a folder that can be served.
   *
   * @return the graph's file
   */
  public Path write(
      Path directory, Precision precision, CacheFormat cache, Llama2cTokenizer tokenizer) {
    ModelFolder folder = ModelFolder.create(directory);
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    config.put("model_max_length", shape.contextLength());
    config.put("bos_token", "<s>").put("eos_token", "</s>").put("unk_token", "<unk>");
    config.put("add_bos_token", true).put("clean_up_tokenization_spaces", false);
    folder.tokenizer(tokenizer.tokenizerJson(), config);
    List<Integer> ends = List.of(Llama2cTokenizer.BEGIN, Llama2cTokenizer.END);
    folder.config(shape, OptionalInt.of(Llama2cTokenizer.BEGIN), ends);
    return DecoderWriter.write(directory, shape, precision, cache, this);
  }
}
