package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes small tables of one domain each. */
final class TableMaker {
  private static final int ROWS_MIN = 2;
  private static final int ROWS_MORE = 6;
  private static final int YEAR_FIRST = 2012;
  private static final int YEARS = 16;
  private static final double EMPTY_CELL = 0.05;

  private final List<Domain> domains;
  private final List<List<String>> conditions;

  TableMaker(Part part) {
    domains = Domain.all(part);
    conditions =
        WordLists.lines("conditions").stream().map(line -> List.of(line.split("; "))).toList();
  }

  FactTable make(Random random) {
    Domain domain = drawn(domains, random);
    List<Domain.Column> columns = new ArrayList<>(domain.columns());
    Collections.shuffle(columns, random);
    int width = 2 + random.nextInt(columns.size() - 2);
    List<FactTable.Fact> facts = new ArrayList<>();
    for (Domain.Column column : columns.subList(0, width)) {
      facts.add(
          fact(
              column,
              isPrice(column) && random.nextInt(2) == 0 ? drawn(conditions, random) : List.of(),
              random));
    }
    List<FactTable.Fact> absent =
        columns.subList(width, columns.size()).stream()
            .map(column -> fact(column, List.of(), random))
            .toList();
    List<String> items = items(domain, random);
    int height = Math.min(items.size() - 2, ROWS_MIN + random.nextInt(ROWS_MORE));
    List<FactTable.Row> rows = new ArrayList<>();
    for (String item : items.subList(0, height)) {
      List<String> cells = new ArrayList<>();
      for (Domain.Column column : columns.subList(0, width)) {
        cells.add(random.nextDouble() < EMPTY_CELL ? "" : column.draw(random));
      }
      rows.add(new FactTable.Row(item, cells));
    }
    int year = random.nextInt(2) == 0 ? YEAR_FIRST + random.nextInt(YEARS) : 0;
    String title = drawn(domain.titles(), random) + (year > 0 ? " " + year : "");
    return new FactTable(
        title,
        year,
        drawn(domain.entities(), random),
        facts,
        rows,
        absent,
        items.subList(height, items.size()));
  }

  private static boolean isPrice(Domain.Column column) {
    return column.value().matches(".*[€$£].*");
  }

  private static FactTable.Fact fact(Domain.Column column, List<String> rivals, Random random) {
    String condition = rivals.isEmpty() ? "" : drawn(rivals, random);
    List<String> others = rivals.stream().filter(one -> !one.equals(condition)).toList();
    return new FactTable.Fact(
        column.name(), condition, others, column.questions(), column.sentence());
  }

  /** Items of one or two families, so that siblings look alike. */
  private static List<String> items(Domain domain, Random random) {
    List<String> families = new ArrayList<>(domain.families());
    Collections.shuffle(families, random);
    Set<String> items = new LinkedHashSet<>();
    for (String family : families.subList(0, 1 + random.nextInt(3))) {
      List<String> variants = new ArrayList<>(domain.variants());
      Collections.shuffle(variants, random);
      variants.subList(0, 3 + random.nextInt(3)).forEach(one -> items.add(joined(family, one)));
    }
    List<String> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static String joined(String family, String variant) {
    boolean grade = family.length() == 2;
    return grade ? family + variant : family + " " + variant;
  }

  private static <T> T drawn(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
