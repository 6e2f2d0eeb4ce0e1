package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.embedding.SentenceEncoder;
import ai.adjutant.gateway.question.QuestionKind;
import ai.adjutant.gateway.question.QuestionParts;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.subject.Subject;
import ai.adjutant.gateway.tier.ExplainedPart;
import ai.adjutant.gateway.tier.ExplainedPart.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses the units that answer. A question for steps takes the procedure whose label fits best,
 * any other the unit around the stretch that fits best.
 */
final class Extractor {
  private static final int PASSAGES = 10;

  /** Farther down, running text that fits by chance outweighs what the search found first. */
  private static final int TEXT_PASSAGES = 3;

  /** Share of the question that a procedure's label and headings hold at least. */
  private static final double LABEL_WORDS_MIN = 0.4;

  /** More than any score: what holds both forms comes before what stands under them. */
  private static final double HOLDS_FIRST = 20;

  /** More than any score: the chunk that the search names comes before all others. */
  private static final double NAMED_FIRST = 10;

  private final SentenceEncoder encoder;

  /** An extractor that asks this encoder; without vectors it goes by words alone. */
  Extractor(SentenceEncoder encoder) {
    this.encoder = encoder;
  }

  /** A unit for each part of the question; none when no passage holds one. */
  List<Answering> extract(
      String question, SearchResult found, Optional<Consumer<ExplainedPart>> explained) {
    List<Outline> outlines = found.passages().stream().limit(PASSAGES).map(Outline::of).toList();
    List<Answering> answers = new ArrayList<>();
    for (String part : QuestionParts.of(question)) {
      Recorder recorder = PartRecorder.of(part, explained);
      List<Answering> parts = one(part, outlines, found, recorder);
      recorder.end();
      for (Answering answer : parts) {
        if (answers.stream().noneMatch(answer::same)) {
          answers.add(answer);
        }
      }
    }
    return answers;
  }

  private List<Answering> one(
      String part, List<Outline> outlines, SearchResult found, Recorder recorder) {
    List<Candidate> all = candidates(outlines);
    List<Candidate> candidates = aboutSubject(Subject.of(part, found), all);
    recorder.considers(candidates.size(), all.size() - candidates.size());
    if (candidates.isEmpty()) {
      return List.of();
    }
    QuestionKind kind = QuestionKind.of(part);
    boolean steps = kind == QuestionKind.STEPS || Units.asksForStep(part);
    List<Procedure> procedures = steps ? Procedure.of(outlines) : List.of();
    Coverage coverage = new Coverage(part, found);
    Ranking ranking = new Ranking(kind, coverage, found, recorder);
    SentenceEncoder vectors = found.corpus().wordsOnly() ? texts -> Optional.empty() : encoder;
    Ranking.Scores scores = ranking.scores(part, candidates, procedures, vectors);
    if (kind == QuestionKind.MEANING) {
      List<Answering> explaining = explaining(part, found, candidates, scores.candidates());
      if (!explaining.isEmpty()) {
        Answering first = explaining.getFirst();
        recorder.chose(Rule.EXPLANATION, first.unit(), first.shortAnswer());
        return explaining;
      }
    }
    int best = best(scores.candidates());
    int procedure = best(scores.procedures());
    if (procedure >= 0) {
      Procedure likeliest = procedures.get(procedure);
      boolean labelled = ranking.words(likeliest) >= LABEL_WORDS_MIN;
      if (labelled || likeliest.concerns(candidates.get(best))) {
        Unit unit = Units.step(likeliest, part, scores.procedures()[procedure]);
        recorder.chose(labelled ? Rule.PROCEDURE_BY_LABEL : Rule.PROCEDURE_BY_STRETCH, unit, "");
        return List.of(new Answering(unit, ""));
      }
    }
    Unit unit = Units.around(best, candidates, scores.candidates());
    String value = ShortAnswers.of(kind, part, candidates.get(best), unit, coverage);
    recorder.chose(Rule.STRETCH, unit, value);
    return List.of(new Answering(unit, value));
  }

  /**
   * The units that explain a term which is asked for, one a meaning: those of the chunk that the
   * search names, else of any.
   */
  private static List<Answering> explaining(
      String part, SearchResult found, List<Candidate> candidates, double[] scores) {
    List<Answering> units = new ArrayList<>();
    for (QuestionReading.Expansion expansion : found.reading().expansions()) {
      if (!part.contains(expansion.written())) {
        continue;
      }
      double[] fitting = new double[scores.length];
      for (int i = 0; i < scores.length; i++) {
        Candidate candidate = candidates.get(i);
        boolean named = candidate.outline().passage().chunk().equals(expansion.chunk());
        if (expansion.isExplainedBy(candidate.text())) {
          fitting[i] = scores[i] + HOLDS_FIRST + (named ? NAMED_FIRST : 0);
        } else if (named && expansion.isExplainedBy(candidate.context())) {
          fitting[i] = scores[i]; // a title or a heading holds both forms
        } else {
          fitting[i] = -1;
        }
      }
      int best = best(fitting);
      if (best >= 0 && fitting[best] >= 0) {
        Unit unit = Units.around(best, candidates, scores);
        units.add(new Answering(unit, expansion.added()));
      }
    }
    return units;
  }

  /** Running text of the best passages, rows and pairs of all. */
  private static List<Candidate> candidates(List<Outline> outlines) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < outlines.size(); i++) {
      for (Candidate candidate : Candidates.of(outlines.get(i))) {
        if (i < TEXT_PASSAGES || candidate.standsAlone()) {
          candidates.add(candidate);
        }
      }
    }
    return candidates;
  }

  /** Those that speak of what the question is about; all where none does. */
  private static List<Candidate> aboutSubject(Subject subject, List<Candidate> candidates) {
    List<Candidate> about =
        candidates.stream()
            .filter(candidate ->
                !subject.missedBy(candidate.text(), candidate.block().text(), candidate.context()))
            .toList();
    return about.isEmpty() ? candidates : about;
  }

  /** The first of the highest scores; -1 where there are none. */
  private static int best(double[] scores) {
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (best < 0 || scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * A unit and the value that it holds.
   *
   * @param shortAnswer empty where no rule finds one
   */
  record Answering(Unit unit, String shortAnswer) {
    boolean same(Answering other) {
      return unit.quotes().equals(other.unit.quotes());
    }
  }
}
