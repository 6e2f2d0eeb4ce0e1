package ai.adjutant.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.encoder.EncoderHead.Over;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small encoders with seeded weights, in ONNX Runtime. */
final class EncoderWriterTest {
  private static final EncoderShape SHAPE = new EncoderShape(3, 64, 4, 128, 200, 80);
  private static final List<EncoderHead> HEADS =
      List.of(
          new EncoderHead("head.span", "span_logits", 2, Over.EACH_TOKEN),
          new EncoderHead("head.support", "support", 3, Over.FIRST_TOKEN));
  private static final int LENGTH = 48;

  @TempDir Path folder;

  /** Norms near 1, everything else small. */
  private static float[] seeded(String name, int count) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double drawn = random.nextGaussian() * 0.1;
      values[i] = (float) (name.endsWith("LayerNorm.weight") ? 1 + drawn : drawn);
    }
    return values;
  }

  private Path written(EncoderPrecision precision, List<EncoderHead> heads) {
    Path file = folder.resolve(precision + "-" + heads.size() + ".onnx");
    EncoderWriter.write(file, SHAPE, precision, heads, EncoderWriterTest::seeded);
    return file;
  }

  /** A row of ids; those from its length on are padding. */
  private record Row(long[] ids, int length) {
    static Row drawn(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] ids = random.longs(LENGTH, 0, SHAPE.words()).toArray();
      return new Row(ids, 20 + random.nextInt(LENGTH - 20));
    }
  }

  /** The outputs of rows that are run together, row after row. */
  private static List<float[]> run(Path graph, String output, List<Row> rows) throws OrtException {
    return run(graph, output, rows, LENGTH);
  }

  /** The same, padded to so many tokens. */
  private static List<float[]> run(Path graph, String output, List<Row> rows, int tokens)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[][] ids = new long[rows.size()][];
    long[][] mask = new long[rows.size()][tokens];
    long[][] kinds = new long[rows.size()][tokens];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Arrays.copyOf(rows.get(i).ids(), tokens);
      Arrays.fill(mask[i], 0, rows.get(i).length(), 1);
      Arrays.fill(kinds[i], Math.min(10, tokens), tokens, 1);
    }
    try (OrtSession session = environment.createSession(graph.toString());
        OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
        OnnxTensor kindTensor = OnnxTensor.createTensor(environment, kinds);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", kindTensor))) {
      FloatBuffer all = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
      int each = all.remaining() / rows.size();
      List<float[]> outputs = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        float[] own = new float[each];
        all.get(own);
        outputs.add(own);
      }
      return outputs;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRowDoesNotDependOnTheOthers(EncoderPrecision precision) throws OrtException {
    Path graph = written(precision, HEADS);
    List<Row> rows = List.of(Row.drawn(1), Row.drawn(2), Row.drawn(3), Row.drawn(4), Row.drawn(5));
    for (EncoderHead head : HEADS) {
      List<float[]> together = run(graph, head.output(), rows);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(run(graph, head.output(), List.of(rows.get(i))).getFirst())
            .as("%s of row %d", head.output(), i)
            .containsExactly(together.get(i));
      }
    }
  }

  /** Rows of mixed lengths alone, among two and among eight, padded to the longest and beyond. */
  @ParameterizedTest
  @EnumSource
  void aRowDoesNotDependOnItsPadding(EncoderPrecision precision) throws OrtException {
    Path graph = written(precision, HEADS);
    int[] lengths = {3, 7, 16, 17, 24, 31, 40, 48};
    List<Row> rows = new ArrayList<>();
    for (int length : lengths) {
      rows.add(new Row(Row.drawn(length).ids(), length));
    }
    for (int i = 0; i < lengths.length; i++) {
      Row row = rows.get(i);
      List<Row> two = List.of(row, rows.get((i + 3) % lengths.length));
      List<Row> eight = new ArrayList<>(rows);
      Collections.swap(eight, 0, i);
      for (EncoderHead head : HEADS) {
        float[] alone = run(graph, head.output(), List.of(row), row.length()).getFirst();
        for (List<Row> together : List.of(List.of(row), two, eight)) {
          for (int tokens : new int[] {LENGTH, SHAPE.places()}) {
            float[] padded = run(graph, head.output(), together, tokens).getFirst();
            assertThat(Arrays.copyOf(padded, alone.length))
                .as(
                    "%s, %d tokens of %d, %d rows",
                    head.output(), row.length(), tokens, together.size())
                .containsExactly(alone);
          }
        }
      }
    }
  }

  @Test
  void paddingHasNoPart() throws OrtException {
    Path graph = written(EncoderPrecision.FLOATS, HEADS);
    Row row = Row.drawn(7);
    long[] others = row.ids().clone();
    for (int i = row.length(); i < LENGTH; i++) {
      others[i] = (others[i] + 1) % SHAPE.words();
    }
    assertThat(run(graph, "support", List.of(new Row(others, row.length()))).getFirst())
        .containsExactly(run(graph, "support", List.of(row)).getFirst());
  }

  @Test
  void bytesAreNearFloatsAndAQuarterOfThem() throws OrtException, IOException {
    Path floats = written(EncoderPrecision.FLOATS, HEADS);
    Path bytes = written(EncoderPrecision.BYTES, HEADS);
    List<Row> rows = List.of(Row.drawn(11), Row.drawn(12));
    for (int i = 0; i < rows.size(); i++) {
      float[] one = run(floats, "support", rows).get(i);
      float[] other = run(bytes, "support", rows).get(i);
      for (int k = 0; k < one.length; k++) {
        assertThat(other[k]).isCloseTo(one[k], within(0.15f)).isNotEqualTo(one[k]);
      }
    }
    long whole = Files.size(folder.resolve("FLOATS-2.onnx_data"));
    assertThat(Files.size(folder.resolve("BYTES-2.onnx_data"))).isLessThan(whole / 2);
  }

  @Test
  void givesItsOwnOutputWithoutHeads() throws OrtException {
    float[] hidden =
        run(written(EncoderPrecision.FLOATS, List.of()), "last_hidden_state", List.of(Row.drawn(3)))
            .getFirst();
    assertThat(hidden).hasSize(LENGTH * SHAPE.width());
    double squares = 0;
    for (int i = 0; i < SHAPE.width(); i++) {
      squares += hidden[i] * hidden[i];
    }
    assertThat(squares / SHAPE.width()).isCloseTo(1, within(0.5)); // it was normed
  }

  @ParameterizedTest
  @EnumSource
  void refusesWeightsThatAreNoNumbers(EncoderPrecision precision) {
    EncoderWeights damaged =
        (name, count) -> {
          float[] values = seeded(name, count);
          if (name.equals("encoder.layer.1.output.dense.weight")) {
            values[5] = Float.NaN;
          }
          return values;
        };
    Path file = folder.resolve("damaged.onnx");
    assertThatThrownBy(() -> EncoderWriter.write(file, SHAPE, precision, HEADS, damaged))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("encoder.layer.1.output.dense.weight holds NaN at 5");
    assertThat(file).doesNotExist();
    assertThat(folder.resolve("damaged.onnx_data")).doesNotExist();
  }
}
