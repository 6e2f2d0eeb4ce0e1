package ai.adjutant.retriever.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.Condition.And;
import ai.adjutant.retriever.index.Condition.Attribute;
import ai.adjutant.retriever.index.Condition.Compare;
import ai.adjutant.retriever.index.Condition.CompareDate;
import ai.adjutant.retriever.index.Condition.DateAttribute;
import ai.adjutant.retriever.index.Condition.Name;
import ai.adjutant.retriever.index.Condition.Not;
import ai.adjutant.retriever.index.Condition.Or;
import ai.adjutant.retriever.index.Condition.Present;
import ai.adjutant.retriever.index.Condition.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterParserTest {
  private static Condition equal(Name name, String value) {
    return new Compare(new Attribute(name, ""), Relation.EQUAL, value);
  }

  private static Attribute metadata(String key) {
    return new Attribute(Name.METADATA, key);
  }

  @Test
  void readsEachRelation() {
    assertThat(FilterParser.parse("label = \"top \\\"secret\\\"\""))
        .isEqualTo(equal(Name.LABEL, "top \"secret\""));
    assertThat(FilterParser.parse("language!=en")).isEqualTo(new Not(equal(Name.LANGUAGE, "en")));
    assertThat(FilterParser.parse("document = abroad/roaming.md"))
        .isEqualTo(equal(Name.DOCUMENT, "abroad/roaming.md"));
    assertThat(FilterParser.parse("metadata.bot:*")).isEqualTo(new Present(metadata("bot")));
    assertThat(FilterParser.parse("metadata.\"odd key\" : 'x'"))
        .isEqualTo(new Compare(metadata("odd key"), Relation.CONTAINS, "x"));
    assertThat(FilterParser.parse("metadata.balance < -5"))
        .isEqualTo(new Compare(metadata("balance"), Relation.LESS, "-5"));
    assertThat(FilterParser.parse("effective_from >= 2026-01-31"))
        .isEqualTo(
            new CompareDate(
                DateAttribute.EFFECTIVE_FROM,
                Relation.AT_LEAST,
                Instant.parse("2026-01-31T00:00:00Z")));
    assertThat(FilterParser.parse("  ")).isEqualTo(new Condition.Everything());
  }

  @Test
  void bindsOrCloserThanAnd() {
    Condition a = equal(Name.TITLE, "a");
    Condition b = equal(Name.TITLE, "b");
    Condition c = equal(Name.TITLE, "c");
    assertThat(FilterParser.parse("title=a AND title=b OR title=c"))
        .isEqualTo(new And(List.of(a, new Or(List.of(b, c)))));
    assertThat(FilterParser.parse("(title=a AND NOT title=b) OR -title=c"))
        .isEqualTo(new Or(List.of(new And(List.of(a, new Not(b))), new Not(c))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "label | position 6: found the end, expected =",
        "label = | position 8: found the end, expected a value",
        "colour = red | position 1: found 'colour', expected one of the fields",
        "label = a label = b | position 11: found 'label', expected AND, OR or the end",
        "(label = a | position 11: found the end, expected AND, OR or ')'",
        "label = \"a | position 9: the quotation that begins here does not end",
        "effective_from > soon | position 18: found 'soon', expected a date",
        "effective_from : 2026-01-01 | position 16: found ':', expected =",
        "metadata. = a | position 1: found 'metadata.', expected one of the fields",
        "= a | position 1: found '=', expected a field",
        "label ! a | position 7: found '!', expected =",
      })
  void saysWhereAndWhatWasExpected(String filter, String message) {
    assertThatThrownBy(() -> FilterParser.parse(filter))
        .isInstanceOfSatisfying(
            AdjutantException.class, e -> assertThat(e.reason()).isEqualTo(SearchReason.BAD_FILTER))
        .hasMessageContaining(message);
  }

  @Test
  void boundsLengthAndDepth() {
    String deepest = "(".repeat(16) + "label=a" + ")".repeat(16);
    assertThat(FilterParser.parse(deepest)).isEqualTo(equal(Name.LABEL, "a"));
    assertThatThrownBy(() -> FilterParser.parse("(" + deepest + ")"))
        .hasMessageContaining("deeper than 16");
    assertThatThrownBy(() -> FilterParser.parse("NOT ".repeat(400) + "label=a"))
        .hasMessageContaining("deeper than 16");
    String longest = "title=" + "a".repeat(1_994);
    assertThat(FilterParser.parse(longest)).isEqualTo(equal(Name.TITLE, "a".repeat(1_994)));
    assertThatThrownBy(() -> FilterParser.parse(longest + "a"))
        .hasMessageContaining("at most 2000");
  }

  @Test
  void readsOrRefusesWhateverComes() {
    long seed = 20261124;
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "label",
            "metadata.x",
            "effective_from",
            "=",
            "!=",
            "<",
            ">=",
            ":",
            "*",
            "(",
            ")",
            "AND",
            "OR",
            "NOT",
            "-",
            "\"a b\"",
            "'",
            "\\",
            "2026-01-01",
            "ß",
            "😀",
            " ",
            "\u0000");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder filter = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        filter.append(pieces.get(random.nextInt(pieces.size())));
        filter.append(random.nextBoolean() ? " " : "");
      }
      try {
        assertThat(FilterParser.parse(filter.toString())).isNotNull();
      } catch (AdjutantException e) {
        assertThat(e.reason()).as("seed %d: %s", seed, filter).isEqualTo(SearchReason.BAD_FILTER);
      }
    }
  }
}
