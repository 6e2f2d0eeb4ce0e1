package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.statistics.Interval;
import ai.adjutant.statistics.Proportion;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reports judgements for the whole and by kind, style and sort of near miss.
 *
 * @param all every judgement of a run
 */
record Judgements(List<Judgement> all) {
  private static final Predicate<Judgement> ANSWERABLE = j -> j.question().answerable();

  Judgements {
    all = List.copyOf(all);
  }

  /** Shares over every question, with Wilson's interval. */
  Map<String, Interval> whole() {
    Map<String, Interval> shares = new LinkedHashMap<>();
    answerable(all)
        .forEach((name, share) -> {
          if (!name.equals("false_refusals")) { // refused_answerable already says it
            shares.put(name, share);
          }
        });
    List<Judgement> misses = nearMisses();
    shares.put("near_misses_refused", share(misses, j -> true, j -> !j.answered()));
    shares.put("subject_confusions", share(misses, j -> true, Judgement::answered));
    return shares;
  }

  /** Adds the groups to a report. */
  void put(ObjectNode result) {
    put(result.putObject("by_kind"), byKind(), Judgements::answerable);
    put(result.putObject("by_style"), byStyle(), Judgements::answerable);
    put(result.putObject("near_misses"), byNearMiss(), Judgements::missed);
  }

  /** Prints the groups as a table. */
  void print(Terminal terminal) {
    print(terminal, "kind", byKind(), Judgements::answerable);
    print(terminal, "style", byStyle(), Judgements::answerable);
    print(terminal, "near miss", byNearMiss(), Judgements::missed);
  }

  private Map<String, List<Judgement>> byKind() {
    return groups(all.stream().filter(ANSWERABLE).toList(), j -> j.question().expected().kind());
  }

  private Map<String, List<Judgement>> byStyle() {
    return groups(all.stream().filter(ANSWERABLE).toList(), j -> j.question().expected().style());
  }

  private Map<String, List<Judgement>> byNearMiss() {
    return groups(nearMisses(), j -> j.question().expected().nearMiss());
  }

  private List<Judgement> nearMisses() {
    return all.stream().filter(j -> !j.question().expected().nearMiss().isEmpty()).toList();
  }

  /** Groups by name; a judgement without a name is in none. */
  private static Map<String, List<Judgement>> groups(
      List<Judgement> judgements, Function<Judgement, String> name) {
    return judgements.stream()
        .filter(j -> !name.apply(j).isEmpty())
        .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
  }

  private static Map<String, Interval> answerable(List<Judgement> group) {
    Predicate<Judgement> steps = j -> !j.question().expected().steps().isEmpty();
    Predicate<Judgement> value = j -> !j.question().expected().value().isEmpty();
    Map<String, Interval> shares = new LinkedHashMap<>();
    shares.put("cited", share(group, ANSWERABLE, Judgement::citesGold));
    shares.put("right", share(group, ANSWERABLE, Judgement::right));
    shares.put("steps_shown", share(group, ANSWERABLE.and(steps), Judgement::showsSteps));
    shares.put("value_right", share(group, ANSWERABLE.and(value), Judgement::showsValue));
    shares.put("short_answer_right", share(group, ANSWERABLE.and(value), Judgement::namesValue));
    shares.put("false_refusals", share(group, ANSWERABLE, j -> !j.answered()));
    return shares;
  }

  private static Map<String, Interval> missed(List<Judgement> group) {
    Map<String, Interval> shares = new LinkedHashMap<>();
    shares.put("refused", share(group, j -> true, j -> !j.answered()));
    shares.put("subject_confusions", share(group, j -> true, Judgement::answered));
    return shares;
  }

  private static Interval share(
      List<Judgement> group, Predicate<Judgement> counted, Predicate<Judgement> hit) {
    List<Judgement> of = group.stream().filter(counted).toList();
    return of.isEmpty()
        ? Interval.UNDEFINED
        : Proportion.wilson((int) of.stream().filter(hit).count(), of.size());
  }

  private static void put(
      ObjectNode node,
      Map<String, List<Judgement>> groups,
      Function<List<Judgement>, Map<String, Interval>> shares) {
    groups.forEach((name, group) -> {
      ObjectNode shown = EvaluateCommand.json(shares.apply(group));
      shown.put("count", group.size());
      node.set(name, shown);
    });
  }

  private static void print(
      Terminal terminal,
      String title,
      Map<String, List<Judgement>> groups,
      Function<List<Judgement>, Map<String, Interval>> shares) {
    if (groups.isEmpty()) {
      return;
    }
    terminal.line(
        "%-12s %5s  %s", title, "count", String.join("  ", shares.apply(List.of()).keySet()));
    groups.forEach((name, group) -> {
      StringBuilder cells = new StringBuilder();
      shares
          .apply(group)
          .forEach((column, share) ->
              cells.append("  ").append(cell(share, Math.max(column.length(), 4))));
      terminal.line("%-12s %5d%s", Terminal.brief(name, 12), group.size(), cells);
    });
  }

  private static String cell(Interval share, int width) {
    return ("%-" + width + "s")
        .formatted(Double.isNaN(share.mean()) ? "-" : "%.2f".formatted(share.mean()));
  }
}
