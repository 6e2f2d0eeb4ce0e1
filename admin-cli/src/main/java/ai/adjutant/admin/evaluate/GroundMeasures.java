package ai.adjutant.admin.evaluate;

import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures a ground check on judged claims. What is to be found are the claims that are not
 * supported.
 *
 * @param all what was said of each, at least one
 */
record GroundMeasures(List<ClaimVerdict> all) {
  private static final Predicate<ClaimVerdict> SUPPORTED = v -> v.claim().supported();

  /** Copies the verdicts. */
  GroundMeasures {
    all = List.copyOf(all);
  }

  /** Measures of all of them. */
  Map<String, Interval> whole() {
    return measures(all);
  }

  private static Map<String, Interval> measures(List<ClaimVerdict> of) {
    Map<String, Interval> measures = new LinkedHashMap<>();
    double[] unsupported = refused(of, SUPPORTED.negate());
    double[] supported = refused(of, SUPPORTED);
    // of two values the area under the curve is the mean of the two shares that are right
    measures.put(
        "balanced_accuracy",
        unsupported.length == 0 || supported.length == 0
            ? Interval.UNDEFINED
            : Bootstrap.STANDARD.auc(unsupported, supported));
    measures.put(
        "f1",
        ratio(
            of,
            v -> v.refused() && !SUPPORTED.test(v) ? 2 : 0,
            v -> (v.refused() ? 1 : 0) + (SUPPORTED.test(v) ? 0 : 1)));
    measures.put("precision", precision(of));
    measures.put("recall", AnswerMeasures.mean(unsupported));
    measures.put("kept", AnswerMeasures.mean(right(of, SUPPORTED)));
    return measures;
  }

  private static Interval precision(List<ClaimVerdict> of) {
    return AnswerMeasures.mean(right(of, ClaimVerdict::refused));
  }

  private static double[] refused(List<ClaimVerdict> of, Predicate<ClaimVerdict> counted) {
    return of.stream().filter(counted).mapToDouble(v -> v.supported() ? 0 : 1).toArray();
  }

  private static double[] right(List<ClaimVerdict> of, Predicate<ClaimVerdict> counted) {
    return of.stream().filter(counted).mapToDouble(v -> v.right() ? 1 : 0).toArray();
  }

  private static Interval ratio(
      List<ClaimVerdict> of,
      ToDoubleFunction<ClaimVerdict> above,
      ToDoubleFunction<ClaimVerdict> below) {
    double[] numerators = of.stream().mapToDouble(above).toArray();
    double[] denominators = of.stream().mapToDouble(below).toArray();
    return Bootstrap.STANDARD.ratio(numerators, denominators);
  }

  /** Groups by the source of the claims. */
  Map<String, Map<String, Interval>> bySource() {
    Map<String, Map<String, Interval>> groups = new TreeMap<>();
    groups(v -> v.claim().source()).forEach((name, group) -> groups.put(name, measures(group)));
    return groups;
  }

  /**
   * How many of each kind of claim were judged rightly, and how many there are: of those that are
   * not supported the recall, of the others the share that is kept.
   */
  Map<String, Interval> byKind() {
    Map<String, Interval> groups = new TreeMap<>();
    groups(v -> v.claim().kind())
        .forEach(
            (name, group) -> groups.put(name, AnswerMeasures.mean(right(group, verdict -> true))));
    return groups;
  }

  /** How often a verdict that refuses is right, by what it says. */
  Map<String, Interval> byVerdict() {
    Map<String, Interval> groups = new TreeMap<>();
    groups(v -> v.supported() ? "" : v.kind())
        .forEach((name, group) -> groups.put(name, precision(group)));
    return groups;
  }

  /** How many claims are of a kind. */
  long ofKind(String kind) {
    return all.stream().filter(v -> v.claim().kind().equals(kind)).count();
  }

  /** How many claims got a verdict that refuses. */
  long ofVerdict(String verdict) {
    return all.stream().filter(v -> !v.supported() && v.kind().equals(verdict)).count();
  }

  private Map<String, List<ClaimVerdict>> groups(Function<ClaimVerdict, String> name) {
    return all.stream()
        .filter(v -> !name.apply(v).isEmpty())
        .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
  }

  /** The report as an object. */
  ObjectNode json() {
    ObjectNode result = EvaluateCommand.json(whole());
    ObjectNode sources = result.putObject("by_source");
    bySource().forEach((name, group) -> sources.set(name, EvaluateCommand.json(group)));
    ObjectNode kinds = EvaluateCommand.json(byKind());
    byKind().keySet().forEach(name -> ((ObjectNode) kinds.path(name)).put("count", ofKind(name)));
    result.set("right_by_kind", kinds);
    ObjectNode verdicts = EvaluateCommand.json(byVerdict());
    byVerdict()
        .keySet()
        .forEach(name -> ((ObjectNode) verdicts.path(name)).put("count", ofVerdict(name)));
    result.set("precision_by_verdict", verdicts);
    return result;
  }
}
