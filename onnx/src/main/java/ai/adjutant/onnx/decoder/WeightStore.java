package ai.adjutant.onnx.decoder;

import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.ExternalTensor;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.quantize.BlockFormat;
import ai.adjutant.onnx.quantize.BlockQuantizer;
import ai.adjutant.onnx.quantize.RowQuantizer;
import java.util.Arrays;
import java.util.List;

/** Takes weights from where they come from and lays them into the file. */
final class WeightStore {
  private final GraphWriter graph;
  private final DecoderShape shape;
  private final Weights weights;

  WeightStore(GraphWriter graph, DecoderShape shape, Weights weights) {
    this.graph = graph;
    this.shape = shape;
    this.weights = weights;
  }

  /** Takes one row after the other. */
  @FunctionalInterface
  interface RowTaker {
    /** The array is used again for the next row. */
    void row(float[] row);
  }

  int rows(List<WeightName> stacked) {
    return stacked.stream().mapToInt(name -> shape.rows(name.part())).sum();
  }

  int columns(List<WeightName> stacked) {
    return shape.columns(stacked.getFirst().part());
  }

  /** Rows of matrices, those of the second under those of the first. */
  void eachRow(List<WeightName> stacked, RowTaker taker) {
    float[] row = new float[columns(stacked)];
    for (WeightName name : stacked) {
      for (int i = 0; i < shape.rows(name.part()); i++) {
        weights.row(name, i, row);
        taker.row(row);
      }
    }
  }

  /** Lays a vector into the graph's own file. */
  String vector(WeightName name) {
    float[] row = new float[shape.columns(name.part())];
    weights.row(name, 0, row);
    return graph.floats(name.toString(), row, row.length);
  }

  /** Lays vectors into the graph's own file as one. */
  String vector(String name, List<WeightName> joined) {
    int length = joined.stream().mapToInt(part -> shape.columns(part.part())).sum();
    float[] all = new float[length];
    int at = 0;
    for (WeightName part : joined) {
      float[] row = new float[shape.columns(part.part())];
      weights.row(part, 0, row);
      System.arraycopy(row, 0, all, at, row.length);
      at += row.length;
    }
    return graph.floats(name, all, length);
  }

  /** Lays matrices down as they are: [rows, columns]. */
  ExternalTensor rowsOf(String name, List<WeightName> stacked) {
    int columns = columns(stacked);
    ExternalTensor tensor = graph.external(name, ElementType.FLOAT, rows(stacked), columns);
    eachRow(stacked, row -> tensor.append(row, 0, columns));
    return tensor;
  }

  /** Lays matrices down with rows and columns changed: [columns, rows]. */
  void transposed(String name, List<WeightName> stacked) {
    int rows = rows(stacked);
    int columns = columns(stacked);
    float[][] turned = new float[columns][rows];
    int[] at = {0};
    eachRow(
        stacked,
        row -> {
          for (int i = 0; i < columns; i++) {
            turned[i][at[0]] = row[i];
          }
          at[0]++;
        });
    ExternalTensor tensor = graph.external(name, ElementType.FLOAT, columns, rows);
    Arrays.stream(turned).forEach(line -> tensor.append(line, 0, rows));
  }

  /**
   * Lays bytes down with rows and columns changed, [columns, rows], as products of bytes take them,
   * and a scale for each row, [rows].
   */
  void rowBytes(String name, List<WeightName> stacked) {
    int rows = rows(stacked);
    int columns = columns(stacked);
    byte[][] turned = new byte[columns][rows];
    float[] scales = new float[rows];
    byte[] packed = new byte[columns];
    int[] at = {0};
    eachRow(
        stacked,
        row -> {
          scales[at[0]] = RowQuantizer.quantize(row, packed);
          for (int i = 0; i < columns; i++) {
            turned[i][at[0]] = packed[i];
          }
          at[0]++;
        });
    ExternalTensor bytes = graph.external(name + ".bytes", ElementType.UINT8, columns, rows);
    Arrays.stream(turned).forEach(line -> bytes.append(line, 0, rows));
    graph.external(name + ".scales", ElementType.FLOAT, rows).append(scales, 0, rows);
  }

  /** Where packed values and their scales lie. */
  record Packed(ExternalTensor values, ExternalTensor scales) {}

  /**
   * Lays packed rows down in whole blocks: values [rows, blocks, bytes], scales [rows · blocks].
   */
  Packed blocks(String name, List<WeightName> stacked, BlockFormat format) {
    int rows = rows(stacked);
    int blocks = format.blocks(columns(stacked));
    ExternalTensor values =
        graph.external(name + ".packed", ElementType.UINT8, rows, blocks, format.blockBytes());
    ExternalTensor scales =
        graph.external(name + ".scales", ElementType.FLOAT, (long) rows * blocks);
    return pack(stacked, format, new Packed(values, scales), format.rowBytes(columns(stacked)));
  }

  /** Lays packed rows down as a table: values [rows, bytes], scales [rows, blocks]. */
  Packed table(String name, List<WeightName> stacked, BlockFormat format) {
    int rows = rows(stacked);
    int columns = columns(stacked);
    int bytes = format.tableRowBytes(columns);
    ExternalTensor values = graph.external(name + ".packed", ElementType.UINT8, rows, bytes);
    ExternalTensor scales =
        graph.external(name + ".scales", ElementType.FLOAT, rows, format.blocks(columns));
    return pack(stacked, format, new Packed(values, scales), bytes);
  }

  private Packed pack(List<WeightName> stacked, BlockFormat format, Packed into, int rowBytes) {
    BlockQuantizer quantizer = new BlockQuantizer(format);
    byte[] values = new byte[format.rowBytes(columns(stacked))];
    float[] scales = new float[format.blocks(columns(stacked))];
    eachRow(
        stacked,
        row -> {
          quantizer.quantize(row, values, scales);
          into.values().append(values, 0, rowBytes);
          into.scales().append(scales, 0, scales.length);
        });
    return into;
  }
}
