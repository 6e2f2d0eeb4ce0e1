package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.Evidence;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.ReasonCode;
import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import ai.adjutant.statistics.RiskCoverage;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Reports how many questions are answered, and how many of these wrongly, for each threshold of the
 * evidence.
 *
 * @param curve over every question, those that are not answerable wrong when answered
 * @param threshold the one that is pointed out
 * @param unjudged how many answerable questions have no answer to judge; they count as wrong
 * @param unjudgedScore the highest score of these; below all scores where there are none
 */
record RiskReport(RiskCoverage curve, double threshold, int unjudged, double unjudgedScore) {
  private static final int[] COVERAGES = {50, 70, 80, 90, 100};
  private static final int[] RISKS = {5, 10};
  private static final double PERCENT = 100;

  /** A question with its answer. */
  record Judged(Judgement judgement, Answer answer) {
    /**
     * How sure the answer is: its evidence. Where something else decides, whatever the threshold,
     * all or nothing: an identifier is looked up; the subject is missing.
     */
    double score() {
      Evidence evidence = answer.getEvidence();
      if (judgement.answered()) {
        return evidence.getScore() >= evidence.getThreshold() ? evidence.getScore() : 1;
      }
      boolean unsure =
          answer.getReasonsList().stream()
              .map(Reason::getCode)
              .anyMatch(ReasonCode.REASON_CODE_EVIDENCE_BELOW_THRESHOLD::equals);
      return unsure ? evidence.getScore() : 0;
    }

    /** An answerable question without an answer, which might be right. */
    boolean unjudged() {
      return judgement.question().answerable() && !judgement.answered();
    }
  }

  /**
   * Makes a report.
   *
   * @param all at least one
   * @param pointedOut a threshold; empty for the corpus'
   */
  static RiskReport of(List<Judged> all, Optional<Double> pointedOut) {
    double[] scores = all.stream().mapToDouble(Judged::score).toArray();
    boolean[] wrong = new boolean[scores.length];
    int unjudged = 0;
    double unjudgedScore = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = !all.get(i).judgement().right();
      if (all.get(i).unjudged()) {
        unjudged++;
        unjudgedScore = Math.max(unjudgedScore, scores[i]);
      }
    }
    double threshold = pointedOut.orElseGet(() -> threshold(all));
    return new RiskReport(RiskCoverage.of(scores, wrong), threshold, unjudged, unjudgedScore);
  }

  /** The corpus' threshold for words and vectors together, where any question was judged so. */
  private static double threshold(List<Judged> all) {
    List<Evidence> evidence = all.stream().map(one -> one.answer().getEvidence()).toList();
    return evidence.stream()
        .filter(one -> !one.getWordsOnly())
        .findFirst()
        .orElse(evidence.getFirst())
        .getThreshold();
  }

  /** What is answered at the threshold; empty where nothing is. */
  Optional<RiskCoverage.Step> atThreshold() {
    return curve.steps().stream()
        .filter(step -> step.threshold() >= threshold)
        .reduce((before, last) -> last);
  }

  /** Whether every answer of a step was judged, so that its risk is no upper bound. */
  boolean measured(RiskCoverage.Step step) {
    return step.threshold() > unjudgedScore;
  }

  /** Areas, risks and coverages, each with its interval. */
  Map<String, Interval> measures() {
    List<String> names = new ArrayList<>(List.of("aurc", "e_aurc"));
    List<ToDoubleFunction<RiskCoverage>> measures =
        new ArrayList<>(List.of(RiskCoverage::area, RiskCoverage::excess));
    for (int coverage : COVERAGES) {
      names.add("risk@" + coverage);
      measures.add(of -> of.riskAt(coverage / PERCENT));
    }
    for (int risk : RISKS) {
      names.add("coverage@risk" + risk);
      measures.add(of -> of.coverageAt(risk / PERCENT));
    }
    List<Interval> intervals = Bootstrap.STANDARD.riskCoverage(curve, measures);
    Map<String, Interval> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), intervals.get(i));
    }
    return named;
  }

  /** Prints the measures, and what is answered at the threshold. */
  void print(Terminal terminal) {
    terminal.line("risk (share of the answers that are wrong) by coverage (share answered):");
    EvaluateCommand.print(terminal, measures());
    String at = "at threshold %.3f".formatted(threshold);
    atThreshold()
        .ifPresentOrElse(
            step ->
                terminal.line(
                    "%-22s coverage %.3f, risk %.3f", at, curve.coverage(step), step.risk()),
            () -> terminal.line("%-22s nothing is answered", at));
    if (unjudged > 0) {
      terminal.note(
          "%d answerable questions have no answer to judge and count as wrong: from coverage %.3f"
              + " on, the risk is an upper bound%s",
          unjudged,
          measuredCoverage(),
          unjudgedScore > 0 ? "" : ", since they are refused whatever the threshold");
      if (unjudgedScore > 0) {
        terminal.note(
            "to measure it: corpus threshold NAME 0, this command with --threshold %.3f, then the"
                + " former threshold again",
            threshold);
      }
    }
  }

  private double measuredCoverage() {
    return curve.steps().stream()
        .filter(this::measured)
        .mapToDouble(curve::coverage)
        .max()
        .orElse(0);
  }

  /** The whole curve as programs read it. */
  ObjectNode json() {
    ObjectNode result = EvaluateCommand.json(measures());
    result
        .put("optimum", curve.optimum())
        .put("unjudged", unjudged)
        .put("measured_coverage", measuredCoverage());
    ObjectNode at = result.putObject("at_threshold").put("threshold", threshold);
    EvaluateCommand.put(at, "coverage", atThreshold().map(curve::coverage).orElse(0.0));
    EvaluateCommand.put(at, "risk", atThreshold().map(RiskCoverage.Step::risk).orElse(Double.NaN));
    ArrayNode points = result.putArray("points");
    for (RiskCoverage.Step step : curve.steps()) {
      points
          .addObject()
          .put("threshold", step.threshold())
          .put("answered", step.answered())
          .put("wrong", step.wrong())
          .put("coverage", curve.coverage(step))
          .put("risk", step.risk())
          .put("measured", measured(step));
    }
    return result;
  }
}
