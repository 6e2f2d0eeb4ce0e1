package ai.adjutant.inference.kernel;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.attention.Attention;
import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.file.NodeRenaming;
import ai.adjutant.onnx.file.OnnxFile;
import ai.adjutant.onnx.file.Operator;
import ai.adjutant.onnx.file.TensorPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a graph's attention to our operator where that computes the same: GroupQueryAttention over
 * floats, without a window, a cap on scores, sinks, a bias or norms of its own.
 */
public final class AttentionNodes {
  private static final Operator THEIRS = new Operator(Operator.MICROSOFT, AttentionOperator.NAME);
  private static final Operator OURS =
      new Operator(AttentionOperator.DOMAIN, AttentionOperator.NAME);

  /** A graph with its weights inside is not read again for this. */
  private static final long FILE_BYTES_MAX = 64L << 20;

  private static final int INPUTS_MAX = 9;
  private static final int OUTPUTS = 3;
  private static final int KEYS = 3;
  private static final int VALUES = 4;
  private static final int RANK = 4;
  private static final int LANES = 8;

  private static final Set<String> ATTRIBUTES =
      Set.of("num_heads", "kv_num_heads", "scale", "do_rotary", "rotary_interleaved");

  private AttentionNodes() {}

  /** The graph with its attention renamed; empty when none is, and it is opened as it is. */
  public static Optional<byte[]> renamed(Path file) {
    if (!Attention.available() || !AttentionOperator.available()) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        return Optional.empty();
      }
      Set<String> memory =
          OnnxFile.scan(file).inputs().stream()
              .filter(AttentionNodes::isMemory)
              .map(TensorPort::name)
              .collect(Collectors.toSet());
      return NodeRenaming.rename(Files.readAllBytes(file), node -> fits(node, memory), OURS);
    } catch (IOException | AdjutantException e) {
      return Optional.empty(); // whoever opens it as it is says why it can't be read
    }
  }

  private static boolean isMemory(TensorPort input) {
    return input.type() == ElementType.FLOAT
        && input.dims().size() == RANK
        && input.dims().getLast() instanceof Dimension.Fixed(long length)
        && length % LANES == 0;
  }

  private static boolean fits(Node node, Set<String> memory) {
    return node.operator().equals(THEIRS)
        && node.outputs().size() == OUTPUTS
        && node.outputs().stream().noneMatch(String::isEmpty)
        && node.inputs().stream().skip(INPUTS_MAX).allMatch(String::isEmpty)
        && node.inputs().size() > VALUES
        && memory.contains(node.inputs().get(KEYS))
        && memory.contains(node.inputs().get(VALUES))
        && node.attributes().stream().allMatch(AttentionNodes::isKnown);
  }

  /** Known, or saying that something is not to be done. */
  private static boolean isKnown(Attribute attribute) {
    return ATTRIBUTES.contains(attribute.name())
        || switch (attribute) {
          case Attribute.Whole whole ->
              whole.value() == (whole.name().equals("local_window_size") ? -1 : 0);
          case Attribute.Real real -> real.value() == 0;
          case Attribute.Text text -> text.value().equals("NONE");
          case Attribute.Wholes wholes -> false;
        };
  }
}
