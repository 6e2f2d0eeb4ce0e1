package ai.adjutant.tuner.pairs;

import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.triples.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Makes questions on tables that a cell answers, others that none does, and claims. */
final class TableQuestions {
  static final String SOURCE = "made_tables";
  static final String CELL = "table-cell";
  static final String SIBLING = "table-sibling";
  static final String COLUMN = "table-column";
  static final String YEAR = "table-year";
  static final String CONDITION = "table-condition";
  static final String EMPTY = "table-empty";

  private static final List<TableText.Form> OTHER_FORMS =
      List.of(TableText.Form.MARKDOWN, TableText.Form.LIST, TableText.Form.PROSE);
  private static final int ASKED_OF_TABLE = 3;
  private static final List<Claim.Label> LABELS = List.of(Claim.Label.values());
  private static final List<String> GENERAL =
      List.of(
          "What is the {c} of the {e}?",
          "What {c} does {e} have?",
          "{e} {c}",
          "{c} {e}",
          "What is the {c} for {e}?",
          "Tell me the {c} of {e}.",
          "Which {c} is given for {e}?");

  private final String source;
  private final Supplier<FactTable> tables;
  private long pair;

  /** Takes tables as they are asked for. */
  TableQuestions(String source, Supplier<FactTable> tables, long firstPair) {
    this.source = source;
    this.tables = tables;
    pair = firstPair;
  }

  /** A question without its item, year and condition. */
  private record Asked(int row, int fact, String form, boolean dated) {}

  /** Makes at most so many rows, an answered question before its altered one. */
  List<MadeTriple> make(int rows, int tablesMax, Random random) {
    List<MadeTriple> made = new ArrayList<>();
    for (int i = 0; i < tablesMax && made.size() + 2 <= rows; i++) {
      FactTable table = tables.get();
      TableText text = TableText.of(table, form(random));
      List<TableText.Cell> cells = List.copyOf(text.cells().keySet());
      for (int j = 0; j < ASKED_OF_TABLE && !cells.isEmpty() && made.size() + 2 <= rows; j++) {
        made.addAll(pair(table, text, cells.get(random.nextInt(cells.size())), random));
      }
    }
    return made;
  }

  private static TableText.Form form(Random random) {
    int drawn = random.nextInt(10);
    return drawn < 4 ? TableText.Form.ROWS : OTHER_FORMS.get(random.nextInt(OTHER_FORMS.size()));
  }

  private List<MadeTriple> pair(
      FactTable table, TableText text, TableText.Cell cell, Random random) {
    FactTable.Fact fact = table.facts().get(cell.fact());
    String item = table.rows().get(cell.row()).item();
    boolean dated = table.year() > 0 && random.nextBoolean();
    String form = questionForm(fact, random);
    Asked asked = new Asked(cell.row(), cell.fact(), form, dated);
    String value = table.rows().get(cell.row()).cells().get(cell.fact());
    Triple.Answer answer = new Triple.Answer(value, text.cells().getOrDefault(cell, -1));
    String question = question(asked, fact.name(), item, fact.condition(), table.year());
    List<MadeTriple> both = new ArrayList<>();
    pair++;
    Triple answered = new Triple(source, text.text(), question, List.of(answer), true);
    both.add(new MadeTriple(answered, CELL, pair, ""));
    altered(table, text, asked, random)
        .forEach((kind, other) -> {
          Triple without = new Triple(source, text.text(), other, List.of(), false);
          both.add(new MadeTriple(without, kind, pair, ""));
        });
    return both;
  }

  private static String questionForm(FactTable.Fact fact, Random random) {
    List<String> own = fact.questions();
    boolean general = own.isEmpty() || random.nextInt(5) < 2;
    return general
        ? GENERAL.get(random.nextInt(GENERAL.size()))
        : own.get(random.nextInt(own.size()));
  }

  private static String question(
      Asked asked, String column, String item, String condition, int year) {
    String text =
        asked
            .form()
            .replace("the {e}", Texts.words(item).size() > 1 ? "the {e}" : "{e}")
            .replace("{e}", item)
            .replace("{c}", Texts.lowered(column));
    String more = condition.isEmpty() ? "" : " " + condition;
    more += asked.dated() ? " in " + year : "";
    if (more.isEmpty()) {
      return text;
    }
    boolean marked = text.endsWith("?") || text.endsWith(".");
    return marked
        ? text.substring(0, text.length() - 1) + more + text.charAt(text.length() - 1)
        : text + more;
  }

  /** One altered question, by its kind; none where no rule applies. */
  private static Map<String, String> altered(
      FactTable table, TableText text, Asked asked, Random random) {
    FactTable.Fact fact = table.facts().get(asked.fact());
    String item = table.rows().get(asked.row()).item();
    int year = table.year();
    int drawn = random.nextInt(10);
    if (asked.dated() && drawn < 5) {
      int other = year + (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(4));
      return Map.of(YEAR, question(asked, fact.name(), item, fact.condition(), other));
    }
    if (!fact.rivals().isEmpty() && drawn < 7) {
      String rival = fact.rivals().get(random.nextInt(fact.rivals().size()));
      if (!Texts.holds(text.text(), rival)) {
        return Map.of(CONDITION, question(asked, fact.name(), item, rival, year));
      }
    }
    for (int i = 0; i < table.rows().size(); i++) {
      if (table.rows().get(i).cells().get(asked.fact()).isEmpty() && drawn < 8) {
        String other = table.rows().get(i).item();
        return Map.of(EMPTY, question(asked, fact.name(), other, fact.condition(), year));
      }
    }
    if (!table.absent().isEmpty() && drawn % 3 == 0) {
      FactTable.Fact absent = table.absent().get(random.nextInt(table.absent().size()));
      String form =
          asked.form().contains("{c}") || absent.questions().isEmpty()
              ? general(asked.form(), random)
              : absent.questions().get(random.nextInt(absent.questions().size()));
      Asked other = new Asked(asked.row(), asked.fact(), form, asked.dated());
      return Map.of(COLUMN, question(other, absent.name(), item, fact.condition(), year));
    }
    List<String> siblings =
        table.siblings().stream().filter(one -> !Texts.holds(text.text(), one)).toList();
    return siblings.isEmpty()
        ? Map.of()
        : Map.of(
            SIBLING,
            question(
                asked,
                fact.name(),
                siblings.get(random.nextInt(siblings.size())),
                fact.condition(),
                year));
  }

  private static String general(String form, Random random) {
    return form.contains("{c}") ? form : GENERAL.get(random.nextInt(GENERAL.size()));
  }

  /** Makes claims: of a cell, of a cell with another value, of an item that the table lacks. */
  List<MadeClaim> claims(int count, Random random) {
    List<MadeClaim> made = new ArrayList<>();
    while (made.size() < count) {
      FactTable table = tables.get();
      TableText text = TableText.of(table, form(random));
      List<TableText.Cell> cells = List.copyOf(text.cells().keySet());
      if (!cells.isEmpty()) {
        TableText.Cell cell = cells.get(random.nextInt(cells.size()));
        Claim.Label label = LABELS.get(made.size() % LABELS.size());
        claim(table, text, cell, label, random).forEach(made::add);
      }
    }
    return made;
  }

  private List<MadeClaim> claim(
      FactTable table, TableText text, TableText.Cell cell, Claim.Label label, Random random) {
    FactTable.Fact fact = table.facts().get(cell.fact());
    String value = table.rows().get(cell.row()).cells().get(cell.fact());
    String item = table.rows().get(cell.row()).item();
    String kind = CELL;
    if (label == Claim.Label.CONTRADICTED) {
      String other = otherValue(table, cell, random);
      if (other.isEmpty()) {
        return List.of();
      }
      value = other;
      kind = "table-value";
    } else if (label == Claim.Label.NOT_FOUND) {
      if (table.siblings().isEmpty()) {
        return List.of();
      }
      item = table.siblings().get(random.nextInt(table.siblings().size()));
      kind = SIBLING;
    }
    String sentence = sentence(fact, item, value, random);
    return List.of(new MadeClaim(new Claim(sentence, text.text(), label), kind, source, ""));
  }

  private static String sentence(FactTable.Fact fact, String item, String value, Random random) {
    boolean general = fact.sentence().isEmpty() || random.nextInt(3) == 0;
    String said =
        (general ? "The {c} of {e} is {v}." : fact.sentence())
            .replace("{c}", Texts.lowered(fact.name()))
            .replace("{e}", item)
            .replace("{v}", value);
    return Texts.raised(
        fact.condition().isEmpty()
            ? said
            : Texts.raised(fact.condition()) + ", " + Texts.lowered(said));
  }

  /** The value of another row, or another number. */
  private static String otherValue(FactTable table, TableText.Cell cell, Random random) {
    String own = table.rows().get(cell.row()).cells().get(cell.fact());
    List<String> others =
        table.rows().stream()
            .map(row -> row.cells().get(cell.fact()))
            .filter(one -> !one.isEmpty() && !one.equals(own))
            .toList();
    if (!others.isEmpty() && random.nextBoolean()) {
      return others.get(random.nextInt(others.size()));
    }
    return new NumberAlteration()
        .alter(own, own, random)
        .map(Alteration.Altered::text)
        .orElse(others.isEmpty() ? "" : others.getFirst());
  }
}
