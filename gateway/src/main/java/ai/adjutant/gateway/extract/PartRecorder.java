package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.question.QuestionKind;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.gateway.tier.ExplainedPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down what decides about one part of a question. Used by one thread, once. */
final class PartRecorder implements Recorder {
  private final String part;
  private final Consumer<ExplainedPart> out;
  private final List<ExplainedPart.Scored> stretches = new ArrayList<>();
  private final List<ExplainedPart.Scored> procedures = new ArrayList<>();
  private List<ExplainedPart.Fired> rules = new ArrayList<>();
  private int scored;
  private int siblings;
  private ExplainedPart.Rule rule = ExplainedPart.Rule.NONE;
  private Optional<AnswerUnit> unit = Optional.empty();

  PartRecorder(String part, Consumer<ExplainedPart> out) {
    this.part = part;
    this.out = out;
  }

  /** A recorder for a part, which drops everything where nobody asks for it. */
  static Recorder of(String part, Optional<Consumer<ExplainedPart>> out) {
    return out.<Recorder>map(taker -> new PartRecorder(part, taker)).orElse(NONE);
  }

  @Override
  public double fired(String rule, double factor) {
    rules.add(new ExplainedPart.Fired(rule, factor));
    return factor;
  }

  @Override
  public void considers(int scored, int siblings) {
    this.scored = scored;
    this.siblings = siblings;
  }

  @Override
  public void stretch(Candidate candidate, Parts parts, double score) {
    String document = candidate.outline().passage().document();
    stretches.add(
        scored(document, candidate.block().kind().name(), candidate.text(), parts, score));
  }

  @Override
  public void procedure(Procedure procedure, Parts parts, double score) {
    String document = procedure.outline().passage().document();
    procedures.add(scored(document, "PROCEDURE", procedure.label(), parts, score));
  }

  private ExplainedPart.Scored scored(
      String document, String block, String text, Parts parts, double score) {
    List<ExplainedPart.Fired> fired = rules;
    rules = new ArrayList<>();
    return new ExplainedPart.Scored(
        document, block, text, parts.cosine(), parts.words(), parts.passage(), fired, score);
  }

  @Override
  public void chose(ExplainedPart.Rule rule, Unit unit, String shortAnswer) {
    this.rule = rule;
    this.unit = Optional.of(new AnswerUnit(unit.kind(), unit.parts(), unit.shown(), shortAnswer));
  }

  @Override
  public void end() {
    Comparator<ExplainedPart.Scored> best =
        Comparator.comparingDouble(ExplainedPart.Scored::score).reversed();
    stretches.sort(best);
    procedures.sort(best);
    out.accept(
        new ExplainedPart(
            part, QuestionKind.of(part), scored, siblings, stretches, procedures, rule, unit));
  }
}
