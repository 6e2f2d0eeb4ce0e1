package ai.adjutant.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeRenamingTest {
  private static final Operator OURS = new Operator("ours", "Sum");

  @TempDir Path folder;
  private byte[] model = {};

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("model.onnx");
    try (GraphWriter graph =
        GraphWriter.create(file, new GraphWriter.Header(10, "tests", Map.of("", 21L)))) {
      graph.input(TensorPort.of("x", ElementType.FLOAT, Dimension.of(2)));
      graph.floats("w", new float[] {1, 2}, 2);
      graph.node(Node.of("Add", List.of("x", "w"), "first", Attribute.of("kept", 3)));
      graph.node(
          Node.of("Add", List.of("first", "w"), "y", Attribute.of("scale", 0.5f), text("a", "b")));
      graph.output(TensorPort.of("y", ElementType.FLOAT, Dimension.of(2)));
      graph.finish();
    }
    model = Files.readAllBytes(file);
  }

  private static Attribute text(String name, String value) {
    return Attribute.of(name, value);
  }

  private OnnxSummary scan(byte[] bytes) throws IOException {
    return OnnxFile.scan(Files.write(folder.resolve("other.onnx"), bytes));
  }

  @Test
  void renamesTheNodesThatAreMeantAndNoOther() throws IOException {
    byte[] renamed =
        NodeRenaming.rename(model, node -> node.outputs().contains("y"), OURS).orElseThrow();
    OnnxSummary summary = scan(renamed);
    assertThat(summary.operators()).containsExactlyInAnyOrder(new Operator("", "Add"), OURS);
    assertThat(summary.opsets()).isEqualTo(Map.of("", 21L, "ours", 1L));
    assertThat(summary.inputs()).isEqualTo(scan(model).inputs());
    assertThat(summary.weights()).isEqualTo(scan(model).weights());
  }

  @Test
  void showsANodeAsItWasWritten() throws IOException {
    Node[] seen = new Node[1];
    NodeRenaming.rename(
        model,
        node -> {
          seen[0] = node;
          return false;
        },
        OURS);
    assertThat(seen[0])
        .isEqualTo(
            Node.of(
                "Add", List.of("first", "w"), "y", Attribute.of("scale", 0.5f), text("a", "b")));
  }

  @Test
  void isEmptyWhereNothingIsMeant() throws IOException {
    assertThat(NodeRenaming.rename(model, node -> false, OURS)).isEmpty();
  }

  /** Cut between two fields of the model it is still a message; anywhere else it is not. */
  @Test
  void refusesWhatIsCutOff() {
    int passed = 0;
    for (int length = 1; length < model.length; length++) {
      try {
        NodeRenaming.rename(Arrays.copyOf(model, length), node -> true, OURS);
        passed++;
      } catch (IOException expected) {
        assertThat(expected).hasMessageMatching("a (field|number) that .*|a field of kind .*");
      }
    }
    assertThat(passed).isLessThan(6);
  }
}
