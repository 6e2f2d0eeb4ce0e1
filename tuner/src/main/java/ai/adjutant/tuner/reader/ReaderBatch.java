package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.torch.AlignedMemory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** Rows that are computed together, and what each head should say of them. Used once. */
final class ReaderBatch {
  private static final float NOT_ALLOWED = -30_000;

  private final List<ReaderRow> rows = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * What heads should say of a row.
   *
   * @param start place of the answer's first token; below 0 where no span is learnt
   * @param end place of its last token
   * @param answerable 1 or 0; below 0 where it is not learnt
   * @param relevant 1 or 0; below 0 where it is not learnt
   * @param label of a claim; below 0 where it is not learnt
   */
  record Target(int start, int end, int answerable, int relevant, int label) {
    static final int NONE = -1;

    static Target span(int start, int end) {
      return new Target(start, end, 1, 1, NONE);
    }

    static Target whole() {
      return new Target(NONE, NONE, 1, 1, NONE);
    }

    static Target unanswered() {
      return new Target(NONE, NONE, 0, NONE, NONE);
    }

    static Target wrong() {
      return new Target(NONE, NONE, 0, 0, NONE);
    }

    static Target claim(int label) {
      return new Target(NONE, NONE, NONE, NONE, label);
    }
  }

  private record Pair(int better, int worse) {}

  /** Adds a row; returns its number. */
  int add(ReaderRow row, Target target) {
    rows.add(row);
    targets.add(target);
    return rows.size() - 1;
  }

  void pair(int better, int worse) {
    pairs.add(new Pair(better, worse));
  }

  boolean hasPairs() {
    return !pairs.isEmpty();
  }

  List<TokenRow> tokens() {
    return rows.stream().map(ReaderRow::tokens).toList();
  }

  int longest() {
    return rows.stream().mapToInt(row -> row.tokens().length()).max().orElse(0);
  }

  /** Gives a figure of a target. */
  interface Figure {
    int of(Target target);
  }

  /** Whether any row has it. */
  boolean has(Figure figure) {
    return targets.stream().anyMatch(target -> figure.of(target) >= 0);
  }

  /** A figure as a number: [rows, 1]; 0 where a row has none. */
  NDArray floats(NDManager scope, Figure figure) {
    float[] values = new float[targets.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, figure.of(targets.get(i)));
    }
    return AlignedMemory.create(scope, values, values.length, 1);
  }

  /** 1 for rows that have a figure, else 0: [rows, 1]. */
  NDArray present(NDManager scope, Figure figure) {
    float[] values = new float[targets.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = figure.of(targets.get(i)) >= 0 ? 1 : 0;
    }
    return AlignedMemory.create(scope, values, values.length, 1);
  }

  /** A figure as an index: [rows, 1]; 0 where a row has none. */
  NDArray indexes(NDManager scope, Figure figure) {
    LongBuffer values = LongBuffer.allocate(targets.size());
    targets.forEach(target -> values.put(Math.max(0, figure.of(target))));
    return scope.create(values.flip(), new Shape(targets.size(), 1));
  }

  /** Rows of the pairs that should score higher. */
  NDArray better(NDManager scope) {
    return scope.create(pairs.stream().mapToLong(Pair::better).toArray());
  }

  /** Rows of the pairs that should score lower. */
  NDArray worse(NDManager scope) {
    return scope.create(pairs.stream().mapToLong(Pair::worse).toArray());
  }

  /** Where an answer may stand: 0 on a row's passage, far below 0 elsewhere: [rows, longest]. */
  NDArray allowed(NDManager scope) {
    int longest = longest();
    float[] values = new float[rows.size() * longest];
    for (int i = 0; i < rows.size(); i++) {
      ReaderRow row = rows.get(i);
      int end = row.passageStart() + row.passageLength();
      for (int k = 0; k < longest; k++) {
        values[i * longest + k] = k >= row.passageStart() && k < end ? 0 : NOT_ALLOWED;
      }
    }
    return AlignedMemory.create(scope, values, rows.size(), longest);
  }
}
