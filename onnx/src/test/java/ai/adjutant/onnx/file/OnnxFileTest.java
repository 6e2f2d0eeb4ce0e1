package ai.adjutant.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.file.OnnxSummary.QuantizedProduct;
import ai.adjutant.onnx.file.OnnxSummary.WeightBytes;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
  private static final GraphWriter.Header HEADER =
      new GraphWriter.Header(10, "tests", Map.of("", 21L, Operator.MICROSOFT, 1L));

  @TempDir Path folder;

  private static AdjutantException refused(FileReason reason, ThrowingCallable call) {
    AdjutantException[] caught = new AdjutantException[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              caught[0] = e;
            });
    return caught[0];
  }

  private Path sample() {
    Path file = folder.resolve("sample.onnx");
    try (GraphWriter graph = GraphWriter.create(file, HEADER)) {
      graph.input(
          TensorPort.of("x", ElementType.FLOAT, Dimension.named("batch"), Dimension.of(32)));
      graph.input(TensorPort.of("shape", ElementType.INT64, Dimension.of(2)));
      graph.longs("shape", new long[] {-1, 32}, 2);
      graph.node(Node.of("Reshape", List.of("x", "shape"), "flat"));
      ExternalTensor packed = graph.external("w", ElementType.UINT8, 8, 1, 16);
      ExternalTensor scales = graph.external("s", ElementType.FLOAT, 8);
      packed.append(new byte[128], 0, 128);
      scales.append(new float[8], 0, 8);
      graph.node(
          Node.microsoft(
              "MatMulNBits",
              List.of("flat", "w", "s"),
              "y",
              Attribute.of("K", 32),
              Attribute.of("N", 8),
              Attribute.of("bits", 4),
              Attribute.of("block_size", 32)));
      graph.output(TensorPort.of("y", ElementType.FLOAT, new Dimension.Unknown(), Dimension.of(8)));
      graph.finish();
    }
    return file;
  }

  @Test
  void readsWhatWasWritten() {
    OnnxSummary summary = OnnxFile.scan(sample());
    assertThat(summary.irVersion()).isEqualTo(10);
    assertThat(summary.producer()).isEqualTo("tests");
    assertThat(summary.opsets()).isEqualTo(HEADER.opsets());
    assertThat(summary.operators())
        .containsExactly(
            new Operator("", "Reshape"), new Operator(Operator.MICROSOFT, "MatMulNBits"));
    assertThat(summary.inputs())
        .as("without what has a default")
        .containsExactly(
            TensorPort.of("x", ElementType.FLOAT, Dimension.named("batch"), Dimension.of(32)));
    assertThat(summary.outputs())
        .containsExactly(
            TensorPort.of("y", ElementType.FLOAT, new Dimension.Unknown(), Dimension.of(8)));
    assertThat(summary.externalData())
        .containsExactly(
            new ExternalData("sample.onnx_data", 0, 128),
            new ExternalData("sample.onnx_data", 4096, 32));
    assertThat(summary.weights())
        .isEqualTo(
            Map.of(
                ElementType.INT64, new WeightBytes(16, 0),
                ElementType.UINT8, new WeightBytes(0, 128),
                ElementType.FLOAT, new WeightBytes(0, 32)));
    assertThat(summary.weightBytes()).isEqualTo(176);
    assertThat(summary.quantized()).containsExactly(new QuantizedProduct(4, 32, 0));
    summary.checkExternalData(folder);
  }

  @Test
  void saysWhenExternalDataIsMissingOrShort() throws IOException {
    OnnxSummary summary = OnnxFile.scan(sample());
    Path data = folder.resolve("sample.onnx_data");
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
      file.setLength(4127);
    }
    assertThat(
            refused(FileReason.ONNX_EXTERNAL_DATA_SHORT, () -> summary.checkExternalData(folder)))
        .hasMessageContaining("4127")
        .hasMessageContaining("4128");
    Files.delete(data);
    assertThat(
            refused(FileReason.ONNX_EXTERNAL_DATA_MISSING, () -> summary.checkExternalData(folder)))
        .hasMessageContaining("sample.onnx_data");
  }

  /** Cut before its versions, which come last and are small, a file is never taken for whole. */
  @Test
  void saysWhereverAFileIsCut() throws IOException {
    byte[] whole = Files.readAllBytes(sample());
    int graphFrom = new Message().number(1, 10).text(2, "tests").content().size();
    for (int length = 0; length < whole.length - 40; length++) {
      Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
      // Nothing of a graph is there yet, or the file ends between two fields.
      boolean bare = length <= 2 || length == graphFrom;
      refused(
          bare ? FileReason.ONNX_FILE_NOT_ONNX : FileReason.ONNX_FILE_TRUNCATED,
          () -> OnnxFile.scan(cut));
    }
  }

  @Test
  void refusesWhatIsNoOnnx() throws IOException {
    Path text = Files.writeString(folder.resolve("a.onnx"), "{\"model\": \"none\"}");
    refused(FileReason.ONNX_FILE_NOT_ONNX, () -> OnnxFile.scan(text));
    Path empty = Files.write(folder.resolve("b.onnx"), new byte[0]);
    refused(FileReason.ONNX_FILE_NOT_ONNX, () -> OnnxFile.scan(empty));
    Path pointer =
        Files.writeString(
            folder.resolve("c.onnx"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    refused(FileReason.ONNX_FILE_NOT_ONNX, () -> OnnxFile.scan(pointer));
    refused(FileReason.ONNX_FILE_UNREADABLE, () -> OnnxFile.scan(folder.resolve("none.onnx")));
    refused(FileReason.ONNX_FILE_UNREADABLE, () -> OnnxFile.scan(folder));
  }

  /** Damaged files give a reason or a reading, never another failure. */
  @Test
  void survivesDamage() throws IOException {
    byte[] whole = Files.readAllBytes(sample());
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = whole.clone();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("damaged.onnx"), damaged);
      try {
        assertThat(OnnxFile.scan(file).outputs()).as("seed " + seed).isNotEmpty();
      } catch (AdjutantException e) {
        assertThat(e.reason()).as("seed " + seed).isInstanceOf(FileReason.class);
      }
    }
  }

  @Test
  void refusesExternalDataOutsideTheFolder() throws IOException {
    for (String place :
        List.of("/etc/passwd", "../other", "a/../../b", "", "C:\\weights", "c:weights", "..\\w")) {
      Path file = write(new Message().message(5, outside(place)).message(12, output()));
      assertThat(refused(FileReason.ONNX_EXTERNAL_DATA_REFUSED, () -> OnnxFile.scan(file)))
          .hasMessageContaining("'" + place + "'");
    }
    Path file = write(new Message().message(5, outside("sub/weights..bin")).message(12, output()));
    assertThat(OnnxFile.scan(file).externalFiles()).containsEntry("sub/weights..bin", 12L);
  }

  private static Message outside(String place) {
    return Wire.tensor("w", ElementType.FLOAT, 2)
        .message(13, Wire.entry("location", place))
        .message(13, Wire.entry("offset", "4"))
        .number(14, 1);
  }

  private static Message output() {
    return Wire.port(TensorPort.of("y", ElementType.FLOAT));
  }

  private Path write(Message graph) throws IOException {
    Message model = new Message().number(1, 8).message(7, graph);
    return Files.write(folder.resolve("made.onnx"), model.content().toByteArray());
  }

  @Test
  void refusesAGraphWithoutOutputs() throws IOException {
    Path file = write(new Message().message(1, Wire.node(Node.of("Relu", List.of("x"), "y"), "n")));
    refused(FileReason.ONNX_GRAPH_WITHOUT_OUTPUTS, () -> OnnxFile.scan(file));
  }

  @Test
  void readsNestedGraphsAndRefusesThemTooDeep() throws IOException {
    assertThat(OnnxFile.scan(write(nested(32))).operators())
        .extracting(Operator::type)
        .containsExactly("If", "Relu");
    Path deep = write(nested(33));
    refused(FileReason.ONNX_FILE_TOO_LARGE, () -> OnnxFile.scan(deep));
  }

  private static Message nested(int depth) {
    Message graph =
        new Message().message(1, Wire.node(Node.of("Relu", List.of("x"), "y"), "innermost"));
    for (int i = 0; i < depth; i++) {
      Message branch = new Message().text(1, "then_branch").message(6, graph).number(20, 5);
      graph = new Message().message(1, new Message().text(4, "If").message(5, branch));
    }
    return graph.message(12, output());
  }

  @Test
  void readsOperatorsOfFunctionsAndConstantsInAttributes() throws IOException {
    Message constant =
        new Message()
            .text(4, "Constant")
            .message(
                5,
                new Message()
                    .text(1, "value")
                    .message(
                        5,
                        Wire.tensor("", ElementType.FLOAT, 3)
                            .bytes(9, ByteString.copyFrom(new byte[12]))));
    Message function =
        new Message().message(7, constant).message(9, new Message().text(1, "own").number(2, 3));
    Message model = new Message().number(1, 8).message(7, new Message().message(12, output()));
    Path file =
        Files.write(folder.resolve("f.onnx"), model.message(25, function).content().toByteArray());
    OnnxSummary summary = OnnxFile.scan(file);
    assertThat(summary.operators()).containsExactly(new Operator("", "Constant"));
    assertThat(summary.opsets()).containsEntry("own", 3L);
    assertThat(summary.weights()).containsEntry(ElementType.FLOAT, new WeightBytes(12, 0));
  }

  /** A file of three gigabytes, nearly all hole, is read in no time and no memory. */
  @Test
  void skipsWeightsOfAnySize() throws IOException {
    long weights = 3L << 30;
    Path file = folder.resolve("large.onnx");
    byte[] tensor = Wire.tensor("w", ElementType.FLOAT, weights / 4).content().toByteArray();
    byte[] after = new Message().message(12, output()).content().toByteArray();
    byte[] rawHead = field(9, weights);
    long tensorLength = tensor.length + rawHead.length + weights;
    byte[] tensorHead = field(5, tensorLength);
    byte[] graphHead = field(7, tensorHead.length + tensorLength + after.length);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(new Message().number(1, 8).content().toByteArray());
      for (byte[] piece : List.of(graphHead, tensorHead, tensor, rawHead)) {
        out.write(piece);
      }
      out.seek(out.getFilePointer() + weights);
      out.write(after);
    }
    assertThat(OnnxFile.scan(file).weights())
        .containsEntry(ElementType.FLOAT, new WeightBytes(weights, 0));
  }

  /** Tag and length of a field whose bytes follow. */
  private static byte[] field(int number, long length) {
    StringBuilder bytes = new StringBuilder().append((char) (number << 3 | 2));
    long left = length;
    while (left > 0x7F) {
      bytes.append((char) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    return bytes.append((char) left).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void refusesToFinishWithWeightsMissing() {
    try (GraphWriter graph = GraphWriter.create(folder.resolve("part.onnx"), HEADER)) {
      graph.external("w", ElementType.FLOAT, 4).append(new float[3], 0, 3);
      assertThatThrownBy(graph::finish).isInstanceOf(IllegalStateException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesInPiecesAndNamesTheSameBytesTwice() throws IOException {
    Path file = folder.resolve("aligned.onnx");
    try (GraphWriter graph = GraphWriter.create(file, HEADER)) {
      ExternalTensor tensor = graph.external("w", ElementType.FLOAT, 100_000, 3);
      float[] row = {1, 2, 3};
      for (int i = 0; i < 100_000; i++) {
        tensor.append(row, 0, 3);
      }
      graph.sameBytes("flat", tensor, 300_000);
      graph.output(TensorPort.of("flat", ElementType.FLOAT, Dimension.of(300_000)));
      graph.finish();
    }
    assertThat(OnnxFile.scan(file).externalData())
        .containsExactly(
            new ExternalData("aligned.onnx_data", 0, 1_200_000),
            new ExternalData("aligned.onnx_data", 0, 1_200_000));
    byte[] data = Files.readAllBytes(folder.resolve("aligned.onnx_data"));
    assertThat(data).hasSize(1_200_000);
    assertThat(Arrays.copyOfRange(data, 1_199_988, 1_200_000))
        .containsExactly(0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40);
  }
}
