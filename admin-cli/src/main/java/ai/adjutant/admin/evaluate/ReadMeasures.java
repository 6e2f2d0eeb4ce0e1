package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures readings: where answers stand, and whether there is one. The threshold that separates
 * the answerable is the best one of one half of the passages, and is measured on the other.
 *
 * @param all what was read, at least one
 */
record ReadMeasures(List<TripleReading> all) {
  private static final Predicate<TripleReading> ANSWERABLE = r -> r.triple().answerable();
  private static final double EVEN = 0.5;

  /** Copies the readings. */
  ReadMeasures {
    all = List.copyOf(all);
  }

  /** The measures of the whole file. */
  Map<String, Interval> whole() {
    Map<String, Interval> measures = new LinkedHashMap<>(group(all, all));
    measures.put("f1@.5", mean(all, r -> true, r -> r.f1At(EVEN)));
    double threshold = threshold();
    List<TripleReading> rest = half(1);
    if (!Double.isNaN(threshold)) {
      measures.put("f1", mean(rest, r -> true, r -> r.f1At(threshold)));
      measures.put("em", mean(rest, r -> true, r -> r.exactAt(threshold)));
      measures.put("has_ans_f1", mean(rest, ANSWERABLE, r -> r.f1At(threshold)));
      measures.put("no_ans", mean(rest, ANSWERABLE.negate(), r -> r.f1At(threshold)));
    }
    return measures;
  }

  /**
   * The threshold with the highest F1 on the first half; NaN where that lacks answerable or
   * unanswerable ones.
   */
  double threshold() {
    List<TripleReading> ordered =
        half(0).stream().sorted(Comparator.comparingDouble(TripleReading::answerable)).toList();
    if (ordered.stream().noneMatch(ANSWERABLE) || ordered.stream().allMatch(ANSWERABLE)) {
      return Double.NaN;
    }
    double sum = ordered.stream().filter(ANSWERABLE).mapToDouble(TripleReading::f1).sum();
    double best = sum;
    double threshold = 0;
    for (int i = 0; i < ordered.size(); i++) {
      TripleReading silenced = ordered.get(i);
      sum += silenced.triple().answerable() ? -silenced.f1() : 1;
      double next = i + 1 < ordered.size() ? ordered.get(i + 1).answerable() : Math.nextUp(1.0);
      if (sum > best && next > silenced.answerable()) {
        best = sum;
        threshold = (silenced.answerable() + next) / 2;
      }
    }
    return threshold;
  }

  /** By passage, so that no passage is in both halves. */
  private List<TripleReading> half(int number) {
    return all.stream()
        .filter(r -> Math.floorMod(r.triple().context().hashCode(), 2) == number)
        .toList();
  }

  /** Adds the groups to a report. */
  void put(ObjectNode result) {
    put(result.putObject("by_source"), groups(r -> r.triple().source()));
    put(result.putObject("by_kind"), groups(r -> r.triple().kind()));
  }

  private void put(ObjectNode node, Map<String, List<TripleReading>> groups) {
    groups.forEach((name, group) -> {
      ObjectNode shown = EvaluateCommand.json(group(group, all));
      shown.put("count", group.size());
      node.set(name, shown);
    });
  }

  /** Prints the groups as tables. */
  void print(Terminal terminal) {
    print(terminal, "source", groups(r -> r.triple().source()));
    print(terminal, "kind", groups(r -> r.triple().kind()));
  }

  private void print(Terminal terminal, String title, Map<String, List<TripleReading>> groups) {
    if (groups.isEmpty()) {
      return;
    }
    terminal.line(
        "%-24s %6s  %7s  %7s  %9s  %5s", title, "count", "span_f1", "span_em", "no_ans@.5", "auc");
    groups.forEach((name, group) -> {
      Map<String, Interval> measures = group(group, all);
      terminal.line(
          "%-24s %6d  %7s  %7s  %9s  %5s",
          Terminal.brief(name, 24),
          group.size(),
          cell(measures, "span_f1"),
          cell(measures, "span_em"),
          cell(measures, "no_ans@.5"),
          cell(measures, "auc"));
    });
  }

  private static String cell(Map<String, Interval> measures, String name) {
    double mean = measures.getOrDefault(name, Interval.UNDEFINED).mean();
    return Double.isNaN(mean) ? "-" : "%.3f".formatted(mean);
  }

  /** Groups by name; a reading without a name is in none. */
  private Map<String, List<TripleReading>> groups(Function<TripleReading, String> name) {
    return all.stream()
        .filter(r -> !name.apply(r).isEmpty())
        .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
  }

  /** A group of unanswerable ones alone is told apart from the answerable ones of the file. */
  private static Map<String, Interval> group(List<TripleReading> group, List<TripleReading> all) {
    Map<String, Interval> measures = new LinkedHashMap<>();
    measures.put("span_f1", mean(group, ANSWERABLE, TripleReading::f1));
    measures.put("span_em", mean(group, ANSWERABLE, TripleReading::exact));
    measures.put("no_ans@.5", mean(group, ANSWERABLE.negate(), r -> r.f1At(EVEN)));
    List<TripleReading> positives = group.stream().anyMatch(ANSWERABLE) ? group : all;
    measures.put("auc", auc(scores(positives, ANSWERABLE), scores(group, ANSWERABLE.negate())));
    return measures;
  }

  private static Interval auc(double[] positives, double[] negatives) {
    return positives.length == 0 || negatives.length == 0
        ? Interval.UNDEFINED
        : Bootstrap.STANDARD.auc(positives, negatives);
  }

  private static double[] scores(List<TripleReading> of, Predicate<TripleReading> counted) {
    return of.stream().filter(counted).mapToDouble(TripleReading::answerable).toArray();
  }

  private static Interval mean(
      List<TripleReading> of,
      Predicate<TripleReading> counted,
      ToDoubleFunction<TripleReading> value) {
    return AnswerMeasures.mean(of.stream().filter(counted).mapToDouble(value).toArray());
  }
}
