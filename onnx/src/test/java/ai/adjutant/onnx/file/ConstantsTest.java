package ai.adjutant.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.file.OnnxFile.Constant;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constants are found with their place and their users. */
class ConstantsTest {
  private static final float[] INLINE = {1, -2, 3.5f};
  private static final float[] OUTSIDE = {7, 8};

  @TempDir Path folder;

  private Path sample() {
    Path file = folder.resolve("sample.onnx");
    try (GraphWriter graph =
        GraphWriter.create(file, new GraphWriter.Header(10, "tests", Map.of("", 21L)))) {
      graph.input(TensorPort.of("x", ElementType.FLOAT, Dimension.of(3)));
      graph.floats("bias", INLINE, 3);
      graph.longs("shape", new long[] {3}, 1);
      graph.external("weight", ElementType.FLOAT, 1, 2).append(OUTSIDE, 0, 2);
      graph.node(Node.of("Add", List.of("x", "bias"), "a"));
      graph.node(Node.of("Mul", List.of("bias", "a"), "y"));
      graph.output(TensorPort.of("y", ElementType.FLOAT, Dimension.of(3)));
      graph.finish();
    }
    return file;
  }

  private static float[] values(Constant constant, int count) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(constant.file().toFile(), "r")) {
      byte[] bytes = new byte[count * Float.BYTES];
      file.seek(constant.start());
      file.readFully(bytes);
      float[] values = new float[count];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }
  }

  @Test
  void saysWhereValuesLieAndWhoTakesThem() throws IOException {
    List<Constant> constants = OnnxFile.constants(sample());
    assertThat(constants.stream().map(Constant::name)).containsExactly("bias", "shape", "weight");
    Constant bias = constants.getFirst();
    assertThat(bias.dims()).containsExactly(3L);
    assertThat(bias.type()).isEqualTo(ElementType.FLOAT);
    assertThat(bias.users()).containsExactly("node_0", "node_1");
    assertThat(values(bias, 3)).isEqualTo(INLINE);
    Constant weight = constants.getLast();
    assertThat(weight.file().getFileName()).hasToString("sample.onnx_data");
    assertThat(weight.users()).isEmpty();
    assertThat(values(weight, 2)).isEqualTo(OUTSIDE);
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Path file = sample();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> OnnxFile.constants(file))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(FileReason.ONNX_FILE_TRUNCATED));
  }
}
