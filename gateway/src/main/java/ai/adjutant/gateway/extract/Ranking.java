package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.question.QuestionKind;
import ai.adjutant.gateway.retrieve.Block;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Reading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.Quantities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Scores what may answer one part of a question: .4 what a reader read in it, or where none did its
 * cosine with the question, .3 share of the question's idf in it and in what it stands under, .3
 * score of its passage, each scaled to the best; then what kind of question it is, and whether it
 * says anything. Used by one thread.
 */
final class Ranking {
  private static final int ENCODED_MAX = 40;
  private static final int LABELS_MAX = 12;
  private static final double COSINE = 0.4;
  private static final double WORDS = 0.3;
  private static final double PASSAGE = 0.3;

  /** What a word counts that stands in the title, a heading or a column's name only. */
  private static final double CONTEXT = 0.5;

  /** A heading, a label, a question names the matter, it does not settle it. */
  private static final double NAMES_ONLY = 0.5;

  /** What repeats the question's own words and adds none. */
  private static final double ADDS_NOTHING = 0.6;

  /** A row that the question names, with a column that it names. */
  private static final double ASKED_CELL = 1.3;

  /** What has the form that the kind of question asks for. */
  private static final double KIND_FITS = 1.1;

  /** A list without numbers is a procedure less often. */
  private static final double UNORDERED = 0.85;

  private static final double QUOTED = 0.6;
  private static final double FURNITURE = 0.3;

  private final QuestionKind kind;
  private final Coverage coverage;
  private final double top;
  private final boolean read;
  private final Recorder recorder;

  Ranking(QuestionKind kind, Coverage coverage, SearchResult found, Recorder recorder) {
    this.kind = kind;
    this.coverage = coverage;
    this.top = found.passages().stream().mapToDouble(Passage::score).max().orElse(1);
    this.read = found.isRead();
    this.recorder = recorder;
  }

  /** Scores in the order of the candidates, then of the procedures. */
  record Scores(double[] candidates, double[] procedures) {}

  Scores scores(
      String question,
      List<Candidate> candidates,
      List<Procedure> procedures,
      SentenceEncoder encoder) {
    double[] words = candidates.stream().mapToDouble(this::words).toArray();
    List<Integer> likely = read ? List.of() : likely(candidates, words);
    List<Procedure> labelled = procedures.subList(0, Math.min(LABELS_MAX, procedures.size()));
    List<String> texts = new ArrayList<>();
    texts.add(question);
    likely.forEach(i -> texts.add(candidates.get(i).text()));
    labelled.forEach(procedure -> texts.add(procedure.label()));
    double[] cosines = cosines(texts, encoder);
    double[] near = candidates.stream().mapToDouble(this::read).toArray();
    scale(near);
    for (int i = 0; i < near.length; i++) {
      if (read && candidates.get(i).standsAlone()) {
        near[i] = Math.max(near[i], words[i]); // a row is asked for by its cells' words
      }
    }
    for (int n = 0; n < likely.size(); n++) {
      near[likely.get(n)] = Math.max(near[likely.get(n)], cosines[n]);
    }
    double[] scores = new double[candidates.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(candidates.get(i), near[i], words[i]);
    }
    double[] procedureScores = new double[procedures.size()];
    for (int i = 0; i < procedureScores.length; i++) {
      double cosine = i < labelled.size() ? cosines[likely.size() + i] : 0;
      double relevance = chance(procedures.get(i).outline());
      procedureScores[i] = score(procedures.get(i), Math.max(cosine, relevance));
    }
    return new Scores(scores, procedureScores);
  }

  private double score(Candidate candidate, double cosine, double words) {
    double passage = share(candidate.outline());
    double base = COSINE * cosine + WORDS * words + PASSAGE * passage;
    double score = base * fit(candidate);
    recorder.stretch(candidate, new Recorder.Parts(cosine, words, passage), score);
    return score;
  }

  /** Share of the question in a procedure's label and what it stands under. */
  double words(Procedure procedure) {
    return coverage.share(procedure.label(), procedure.above(), CONTEXT);
  }

  private double score(Procedure procedure, double cosine) {
    double words = words(procedure);
    double passage = share(procedure.outline());
    double base = COSINE * cosine + COSINE * words + (1 - 2 * COSINE) * passage;
    double score = procedure.ordered() ? base : base * recorder.fired("not numbered", UNORDERED);
    recorder.procedure(procedure, new Recorder.Parts(cosine, words, passage), score);
    return score;
  }

  private double words(Candidate candidate) {
    return coverage.share(candidate.text(), candidate.context(), CONTEXT);
  }

  private double share(Outline outline) {
    return top > 0 ? outline.passage().score() / top : 0;
  }

  private double fit(Candidate candidate) {
    BlockKind block = candidate.block().kind();
    double fit = candidate.isStatement() ? 1 : recorder.fired("names only", NAMES_ONLY);
    if (!coverage.adds(candidate.text())) {
      fit *= recorder.fired("adds nothing", ADDS_NOTHING);
    }
    if (block == BlockKind.QUOTED) {
      fit *= recorder.fired("quoted", QUOTED);
    } else if (block == BlockKind.FURNITURE) {
      fit *= recorder.fired("page furniture", FURNITURE);
    }
    boolean fits =
        switch (kind) {
          case VALUE -> hasValue(candidate);
          case MEANING -> block == BlockKind.DEFINITION || block == BlockKind.TABLE_ROW;
          case STEPS -> block == BlockKind.ORDERED_ITEM;
          case OTHER -> false;
        };
    fit = fits ? fit * recorder.fired("kind fits", KIND_FITS) : fit;
    return isAskedCell(candidate) ? fit * recorder.fired("asked cell", ASKED_CELL) : fit;
  }

  /** Whether the question names a row by one of its cells and another one's column. */
  private boolean isAskedCell(Candidate candidate) {
    List<Block.Cell> cells = candidate.block().cells();
    boolean row = cells.stream().anyMatch(cell -> coverage.holds(cell.value()));
    return row
        && cells.stream()
            .anyMatch(cell -> !coverage.holds(cell.value()) && coverage.holds(cell.name()));
  }

  private static boolean hasValue(Candidate candidate) {
    return !Quantities.of(candidate.text()).isEmpty();
  }

  private List<Integer> likely(List<Candidate> candidates, double[] words) {
    List<Integer> likely = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      likely.add(i);
    }
    likely.sort(
        Comparator.comparingDouble(
            (Integer i) -> -(words[i] + share(candidates.get(i).outline()))));
    return likely.subList(0, Math.min(ENCODED_MAX, likely.size()));
  }

  /** Cosines of all texts with the first, scaled to the best; zeros without an encoder. */
  private static double[] cosines(List<String> texts, SentenceEncoder encoder) {
    double[] cosines = new double[texts.size() - 1];
    if (cosines.length == 0) {
      return cosines;
    }
    Optional<List<SentenceEncoder.Vector>> vectors = encoder.encode(texts);
    if (vectors.isEmpty()) {
      return cosines;
    }
    for (int n = 0; n < cosines.length; n++) {
      cosines[n] = Math.max(0, vectors.get().getFirst().cosine(vectors.get().get(n + 1)));
    }
    scale(cosines);
    return cosines;
  }

  private static void scale(double[] values) {
    double best = Math.max(1e-9, Arrays.stream(values).max().orElse(0));
    for (int n = 0; n < values.length; n++) {
      values[n] /= best;
    }
  }

  /**
   * How well a reader's spans stand in a stretch; 0 where its passage was not read. That one stands
   * there at all counts half: its probability falls where an answer can be cut in several ways.
   * Steps are no span, so that where they are asked for the passage's relevance counts alone.
   */
  private double read(Candidate candidate) {
    double chance = chance(candidate.outline());
    Reading reading = candidate.outline().passage().reading();
    if (reading == null || kind == QuestionKind.STEPS) {
      return chance;
    }
    double span = reading.spanScore(candidate.start(), candidate.end());
    return span == 0 ? 0 : chance * (1 + span) / 2;
  }

  /** Probability that a passage is relevant, by a reader; 0 where it was not read. */
  private static double chance(Outline outline) {
    Reading reading = outline.passage().reading();
    return reading == null ? 0 : 1 / (1 + Math.exp(-reading.relevance()));
  }
}
