package ai.adjutant.onnx.testing;

import ai.adjutant.onnx.decoder.CacheFormat;
import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.Part;
import ai.adjutant.onnx.decoder.WeightName;
import ai.adjutant.onnx.decoder.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The slow twin of the decoder's graph: one sequence, one token after the other, in doubles. For
 * shapes of a few thousand weights.
 */
public final class ReferenceDecoder {
  private final DecoderShape shape;
  private final Weights weights;
  private final CacheFormat cache;
  private final Map<WeightName, float[][]> matrices = new HashMap<>();
  private final List<List<double[]>> keys = new ArrayList<>();
  private final List<List<double[]>> values = new ArrayList<>();
  private int position;

  /** An empty sequence with a KV cache of floats. */
  public ReferenceDecoder(DecoderShape shape, Weights weights) {
    this(shape, weights, new CacheFormat.Floats());
  }

  /** An empty sequence. */
  public ReferenceDecoder(DecoderShape shape, Weights weights, CacheFormat cache) {
    this.shape = shape;
    this.weights = weights;
    this.cache = cache;
    for (int layer = 0; layer < shape.layers(); layer++) {
      keys.add(new ArrayList<>());
      values.add(new ArrayList<>());
    }
  }

  /** Takes one more token; gives the logits after it. */
  public double[] next(int token) {
    double[] x = widen(matrix(Part.EMBEDDING, 0)[token]);
    for (int layer = 0; layer < shape.layers(); layer++) {
      add(x, attention(layer, norm(x, matrix(Part.ATTENTION_NORM, layer)[0])));
      add(x, feedForward(layer, norm(x, matrix(Part.FEED_NORM, layer)[0])));
    }
    position++;
    Part head = shape.tiedHead() ? Part.EMBEDDING : Part.HEAD;
    return product(matrix(head, 0), norm(x, matrix(Part.FINAL_NORM, 0)[0]));
  }

  private double[] attention(int layer, double[] in) {
    DecoderShape.Attention attention = shape.attention();
    double[] query = product(matrix(Part.QUERY, layer), in);
    double[] key = product(matrix(Part.KEY, layer), in);
    double[] value = product(matrix(Part.VALUE, layer), in);
    if (attention.bias()) {
      add(query, widen(matrix(Part.QUERY_BIAS, layer)[0]));
      add(key, widen(matrix(Part.KEY_BIAS, layer)[0]));
      add(value, widen(matrix(Part.VALUE_BIAS, layer)[0]));
    }
    if (attention.headNorm()) {
      query = normHeads(query, matrix(Part.QUERY_NORM, layer)[0]);
      key = normHeads(key, matrix(Part.KEY_NORM, layer)[0]);
    }
    rotate(query);
    rotate(key);
    if (cache instanceof CacheFormat.Bytes bytes) {
      round(key, bytes.layers().get(layer).keys());
      round(value, bytes.layers().get(layer).values());
    }
    keys.get(layer).add(key);
    values.get(layer).add(value);
    double[] out = new double[query.length];
    for (int head = 0; head < attention.heads(); head++) {
      attend(layer, head, query, out);
    }
    return product(matrix(Part.OUTPUT, layer), out);
  }

  private static void round(double[] numbers, List<Float> scales) {
    for (int i = 0; i < numbers.length; i++) {
      double steps = Math.clamp(Math.rint(numbers[i] / scales.get(i)), -128, 127);
      numbers[i] = steps * scales.get(i);
    }
  }

  /** Scales that keep what was remembered so far, and a share more. */
  public CacheFormat.Bytes scales(double margin) {
    return new CacheFormat.Bytes(
        IntStream.range(0, shape.layers())
            .mapToObj(layer ->
                CacheFormat.Scales.upTo(
                    sizes(keys.get(layer), margin), sizes(values.get(layer), margin)))
            .toList());
  }

  private double[] sizes(List<double[]> remembered, double margin) {
    double[] sizes = new double[shape.attention().keyLength()];
    for (double[] numbers : remembered) {
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Math.max(sizes[i], Math.abs(numbers[i]) * (1 + margin));
      }
    }
    return sizes;
  }

  private void attend(int layer, int head, double[] query, double[] out) {
    DecoderShape.Attention attention = shape.attention();
    int length = attention.headLength();
    int from = head * length;
    int kvFrom = head / (attention.heads() / attention.kvHeads()) * length;
    int count = keys.get(layer).size();
    double[] scores = new double[count];
    double largest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < length; i++) {
        scores[t] += query[from + i] * keys.get(layer).get(t)[kvFrom + i];
      }
      scores[t] /= Math.sqrt(length);
      largest = Math.max(largest, scores[t]);
    }
    double sum = 0;
    for (int t = 0; t < count; t++) {
      scores[t] = Math.exp(scores[t] - largest);
      sum += scores[t];
    }
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < length; i++) {
        out[from + i] += scores[t] / sum * values.get(layer).get(t)[kvFrom + i];
      }
    }
  }

  private void rotate(double[] heads) {
    int length = shape.attention().headLength();
    int half = length / 2;
    for (int from = 0; from < heads.length; from += length) {
      for (int i = 0; i < half; i++) {
        double angle = position * Math.pow(shape.rotary().theta(), -(double) i / half);
        int a = shape.rotary().interleaved() ? from + 2 * i : from + i;
        int b = shape.rotary().interleaved() ? a + 1 : a + half;
        double first = heads[a];
        double second = heads[b];
        heads[a] = first * Math.cos(angle) - second * Math.sin(angle);
        heads[b] = first * Math.sin(angle) + second * Math.cos(angle);
      }
    }
  }

  private double[] feedForward(int layer, double[] in) {
    double[] gate = product(matrix(Part.GATE, layer), in);
    double[] up = product(matrix(Part.UP, layer), in);
    for (int i = 0; i < gate.length; i++) {
      gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
    }
    return product(matrix(Part.DOWN, layer), gate);
  }

  private double[] normHeads(double[] heads, float[] weight) {
    double[] out = new double[heads.length];
    double[] head = new double[weight.length];
    for (int from = 0; from < heads.length; from += head.length) {
      System.arraycopy(heads, from, head, 0, head.length);
      System.arraycopy(norm(head, weight), 0, out, from, head.length);
    }
    return out;
  }

  private double[] norm(double[] x, float[] weight) {
    double squares = 0;
    for (double each : x) {
      squares += each * each;
    }
    double scale = 1 / Math.sqrt(squares / x.length + shape.normEpsilon());
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = x[i] * scale * weight[i];
    }
    return out;
  }

  private float[][] matrix(Part part, int layer) {
    return matrices.computeIfAbsent(new WeightName(part, layer), this::read);
  }

  private float[][] read(WeightName name) {
    float[][] rows = new float[shape.rows(name.part())][shape.columns(name.part())];
    for (int i = 0; i < rows.length; i++) {
      weights.row(name, i, rows[i]);
    }
    return rows;
  }

  private static double[] product(float[][] matrix, double[] in) {
    double[] out = new double[matrix.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < in.length; j++) {
        out[i] += matrix[i][j] * in[j];
      }
    }
    return out;
  }

  private static void add(double[] x, double[] more) {
    for (int i = 0; i < x.length; i++) {
      x[i] += more[i];
    }
  }

  private static double[] widen(float[] row) {
    double[] wide = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      wide[i] = row[i];
    }
    return wide;
  }
}
