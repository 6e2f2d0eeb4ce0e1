package ai.adjutant.inference.model;

import ai.adjutant.inference.model.ModelSpec.Ports;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The inputs that a decoder's graph may have beside its KV cache, all of integers. This is the one
 * table of them: by it a model directory is checked, an opened graph is checked, and every run is
 * fed. A family of models whose graphs want one more input needs one more constant here.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
public enum DecoderInput {
  /** The tokens. */
  TOKENS(Extent.TOKENS, Ports::inputIds, Run::token),
  /** Which positions are attended to: those of a row up to its own length. */
  MASK(
      Extent.POSITIONS,
      Ports::attentionMask,
      (run, row, position) -> position < run.past(row) + run.columns() ? 1 : 0),
  /** Where the tokens stand in their sequences. */
  POSITIONS(Extent.TOKENS, Ports::positionIds, (run, row, column) -> (long) run.past(row) + column),
  /** Tokens of each row so far less one, which GroupQueryAttention takes instead of a mask. */
  LENGTHS(
      Extent.ROWS,
      names -> "seqlens_k",
      (run, row, column) -> (long) run.past(row) + run.columns() - 1),
  /** Tokens of the longest row. */
  TOTAL(Extent.ONE, names -> "total_sequence_length", (run, row, column) -> run.longest()),
  /** Which of the run's tokens get logits, the last ones; without this input all do. */
  LOGITS_ROWS(
      Extent.LOGITS,
      names -> "logits_rows",
      (run, row, column) -> (long) run.rows() * run.columns() - run.logitsRows() + row);

  private final Extent extent;
  private final Function<Ports, String> name;
  private final Values values;

  DecoderInput(Extent extent, Function<Ports, String> name, Values values) {
    this.extent = extent;
    this.name = name;
    this.values = values;
  }

  /** What the lengths of an input are. */
  private enum Extent {
    /** {@code [rows, columns]}. */
    TOKENS,
    /** {@code [rows, longest]}. */
    POSITIONS,
    /** {@code [rows]}. */
    ROWS,
    /** {@code [logits]}. */
    LOGITS,
    /** {@code [1]}, or no length at all. */
    ONE
  }

  private interface Values {
    long at(Run run, int row, int column);
  }

  /** A run that is to be fed: some tokens of each of some sequences. */
  public interface Run {
    /** Sequences of the run. */
    int rows();

    /** Tokens of each. */
    int columns();

    /** A token. */
    long token(int row, int column);

    /** Tokens that a sequence has had before. */
    int past(int row);

    /** Tokens of the longest sequence, those of this run included. */
    int longest();

    /** Tokens that get logits. */
    int logitsRows();
  }

  /** Where values are written to. */
  public interface Target {
    /** Writes a value at its place in the order of rows. */
    void put(int index, long value);
  }

  /** What a model's graph calls it. */
  public String in(Ports names) {
    return name.apply(names);
  }

  /** Whether its lengths change from run to run of the same rows and columns. */
  public boolean grows() {
    return extent == Extent.POSITIONS;
  }

  /**
   * Its lengths.
   *
   * @param rank how many a graph declares
   */
  public long[] lengths(Run run, int rank) {
    return switch (extent) {
      case TOKENS -> new long[] {run.rows(), run.columns()};
      case POSITIONS -> new long[] {run.rows(), run.longest()};
      case ROWS -> new long[] {run.rows()};
      case LOGITS -> new long[] {run.logitsRows()};
      case ONE -> rank == 0 ? new long[0] : new long[] {1};
    };
  }

  /** Writes its values for a run. */
  public void write(Run run, Target target) {
    int rows =
        switch (extent) {
          case TOKENS, POSITIONS, ROWS -> run.rows();
          case LOGITS -> run.logitsRows();
          case ONE -> 1;
        };
    int columns =
        switch (extent) {
          case TOKENS -> run.columns();
          case POSITIONS -> run.longest();
          case ROWS, LOGITS, ONE -> 1;
        };
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        target.put(row * columns + column, values.at(run, row, column));
      }
    }
  }

  /**
   * What a graph's inputs are refused for; empty where each can be fed.
   *
   * @param inputs their names
   * @param memory those of them that are its KV cache
   */
  public static Optional<String> refusal(Set<String> inputs, Ports names, Set<String> cache) {
    if (!inputs.contains(names.inputIds())) {
      return Optional.of(missing(names.inputIds()));
    }
    Set<String> others = new TreeSet<>(inputs);
    others.removeAll(cache);
    for (DecoderInput known : values()) {
      others.remove(known.in(names));
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "wants an input '"
                + String.join("', '", others)
                + "', which is not served; export a plain decoder");
  }

  /** What a graph is refused for that lacks an input or output. */
  public static String missing(String name) {
    return "has no "
        + name
        + "; export it with a KV cache, in Optimum's task text-generation-with-past";
  }
}
