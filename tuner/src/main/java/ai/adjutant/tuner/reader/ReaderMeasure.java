package ai.adjutant.tuner.reader;

import ai.adjutant.statistics.Auc;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.text.Tokens;
import ai.adjutant.tuner.triples.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How good a reader is on held-out questions. One thread. */
final class ReaderMeasure {
  private static final int ANSWERED = 0;
  private static final int ANSWERABLE = 1;
  private static final int F1 = 2;
  private static final int FIRST = 3;
  private static final double NOT_MEASURED = -1;

  private final ReaderSettings settings;
  private final ReaderExamples examples;
  private final RowBuilder rows;

  ReaderMeasure(ReaderSettings settings, ReaderExamples examples, RowBuilder rows) {
    this.settings = settings;
    this.examples = examples;
    this.rows = rows;
  }

  /** What the heads say of a passage. */
  private record Read(double answerable, double relevance, SpanChoice span) {}

  /**
   * Figures of a question: whether its passage answers it, the answerable head's output, the
   * answer's F1, and whether the right passage scored highest among wrong ones.
   */
  List<Double> figures(RowReader reader, Triple triple) {
    boolean spanned = triple.answered() && !triple.answers().isEmpty();
    List<String> passages = new ArrayList<>(List.of(triple.context()));
    if (spanned && settings.evaluatedNeighbours() > 0) {
      passages.addAll(examples.measured().wrongOnes(triple, settings.evaluatedNeighbours()));
    }
    List<Read> read = read(reader, rows.tokens(triple.question()), passages);
    Read right = read.getFirst();
    double first = NOT_MEASURED;
    if (passages.size() > 1) {
      List<Read> wrong = read.subList(1, read.size());
      first = wrong.stream().allMatch(one -> one.relevance() < right.relevance()) ? 1 : 0;
    }
    double f1 =
        triple.answers().stream()
            .mapToDouble(answer -> AnswerText.f1(right.span().text(), answer.text()))
            .max()
            .orElse(NOT_MEASURED);
    return List.of(triple.answered() ? 1.0 : 0.0, right.answerable(), f1, first);
  }

  /** Reads passages, in one batch. */
  private List<Read> read(RowReader reader, Tokens question, List<String> passages) {
    List<TokenRow> batch = new ArrayList<>();
    List<List<ReaderRow>> covering = new ArrayList<>();
    for (String passage : passages) {
      List<ReaderRow> own = rows.covering(question, rows.tokens(passage));
      own.forEach(row -> batch.add(row.tokens()));
      covering.add(own);
    }
    RowReader.RowOutputs outputs = reader.read(batch);
    List<Read> read = new ArrayList<>();
    int row = 0;
    for (int i = 0; i < passages.size(); i++) {
      int end = row + covering.get(i).size();
      SpanChoice best = new SpanChoice(Double.NEGATIVE_INFINITY, "");
      for (int k = row; k < end; k++) {
        SpanChoice own =
            SpanChoice.of(
                covering.get(i).get(k - row),
                passages.get(i),
                outputs.places(),
                2 * k * outputs.longest());
        best = own.score() > best.score() ? own : best;
      }
      read.add(
          new Read(
              highest(outputs.answerable(), row, end),
              highest(outputs.relevance(), row, end),
              best));
      row = end;
    }
    return read;
  }

  private static double highest(float[] outputs, int from, int to) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      highest = Math.max(highest, outputs[i]);
    }
    return highest;
  }

  /** Scores of all questions; the main one is the mean of those that could be measured. */
  static Scores scores(List<List<Double>> measured) {
    Map<String, Double> scores = new TreeMap<>();
    mean(measured, F1, "span_f1", scores);
    mean(measured, FIRST, "right_passage", scores);
    double[] answered = answerable(measured, 1);
    double[] unanswered = answerable(measured, 0);
    if (answered.length > 0 && unanswered.length > 0) {
      scores.put("answerable_auc", Auc.area(answered, unanswered));
    }
    double mean = scores.values().stream().mapToDouble(score -> score).average().orElse(0);
    scores.put("mean", mean);
    return Scores.of("mean", scores);
  }

  private static void mean(
      List<List<Double>> measured, int figure, String name, Map<String, Double> scores) {
    List<Double> values = new ArrayList<>();
    for (List<Double> row : measured) {
      if (row.get(figure) >= 0) {
        values.add(row.get(figure));
      }
    }
    if (!values.isEmpty()) {
      scores.put(name, values.stream().mapToDouble(value -> value).average().orElseThrow());
    }
  }

  private static double[] answerable(List<List<Double>> measured, double wanted) {
    return measured.stream()
        .filter(row -> row.get(ANSWERED) == wanted)
        .mapToDouble(row -> row.get(ANSWERABLE))
        .toArray();
  }
}
