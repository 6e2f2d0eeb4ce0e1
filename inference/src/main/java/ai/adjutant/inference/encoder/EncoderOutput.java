package ai.adjutant.inference.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import java.util.List;

/**
 * An output that is asked of an encoder's graph. Several may be asked of one graph, such as where
 * an answer starts and where it ends.
 *
 * @param names what exports call it; the first that a graph has is taken
 * @param form what its lengths mean
 */
public record EncoderOutput(List<String> names, Form form) {
  /** What the lengths of an output mean. */
  public enum Form {
    /** Numbers of each input as a whole, {@code [rows, width]}. */
    ROW_VECTORS(2),
    /** Numbers of each token, {@code [rows, tokens, width]}. */
    TOKEN_VECTORS(3),
    /** One number of each token, {@code [rows, tokens]}. */
    TOKEN_SCORES(2);

    private final int rank;

    Form(int rank) {
      this.rank = rank;
    }
  }

  /** Copies the names, of which there must be one. */
  public EncoderOutput {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("an output has a name");
    }
  }

  /**
   * Finds it in a graph.
   *
   * @param name what messages call the graph
   * @throws AdjutantException ENCODER_REFUSED when it is not there, or of another form
   */
  Port in(String name, Graph graph) {
    return names.stream()
        .filter(graph.outputs()::containsKey)
        .findFirst()
        .map(graph.outputs()::get)
        .filter(port -> port.shape().size() == form.rank && port.element().equals("FLOAT"))
        .orElseThrow(() ->
            new AdjutantException(
                EncoderReason.ENCODER_REFUSED,
                name
                    + " must write "
                    + String.join(" or ", names)
                    + " as floats with "
                    + form.rank
                    + " lengths; it writes "
                    + graph.outputs().values()));
  }

  /** Numbers of each row or token by the output's lengths; less than 1 where they are open. */
  int width(List<Long> shape) {
    return form == Form.TOKEN_SCORES ? 1 : shape.getLast().intValue();
  }

  /** Lengths of what a run writes. */
  long[] shape(int rows, int tokens, int width) {
    return switch (form) {
      case ROW_VECTORS -> new long[] {rows, width};
      case TOKEN_VECTORS -> new long[] {rows, tokens, width};
      case TOKEN_SCORES -> new long[] {rows, tokens};
    };
  }
}
