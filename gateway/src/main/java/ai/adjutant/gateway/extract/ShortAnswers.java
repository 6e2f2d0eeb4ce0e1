package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.question.QuestionKind;
import ai.adjutant.gateway.retrieve.Block;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.text.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the value that a question asks for in the unit that answers it. */
final class ShortAnswers {
  private static final String UNIT =
      "(?:\\s?(?:%|°C?|€|\\$|£|₩|원|명|개월|개|일|시간|분|초|년|월|회|번|[\\p{L}/]{1,15}(?:/[\\p{L}0-9]{1,5})?))?";

  /** A number with its sign of money before it and its unit behind it. */
  private static final Pattern QUANTITY =
      Pattern.compile("(?:[€$£₩]\\s?)?\\d[\\d.,:]*(?<=\\d)" + UNIT);

  private ShortAnswers() {}

  static String of(
      QuestionKind kind, String question, Candidate best, Unit unit, Coverage coverage) {
    Block block = best.block();
    boolean cells = block.kind() == BlockKind.TABLE_ROW || block.kind() == BlockKind.DEFINITION;
    if (cells && !block.cells().isEmpty()) {
      return cell(block, coverage);
    }
    return kind == QuestionKind.VALUE && !unit.quotes().isEmpty()
        ? quantity(question, said(best, unit))
        : "";
  }

  /** What was found; of a pair its whole answer, since any sentence of it may be the one found. */
  private static String said(Candidate best, Unit unit) {
    if (unit.kind() != AnswerUnit.Kind.PAIR) {
      return best.text();
    }
    String shown = unit.quotes().stream().map(Quote::text).collect(Collectors.joining("\n"));
    return best.outline().pair(best.placed()).stream()
        .takeWhile(placed -> placed.kind() == BlockKind.QUESTION)
        .map(placed -> placed.block().text())
        .reduce(shown, (rest, asked) -> rest.replace(asked, ""));
  }

  /** The cell whose column the question names best, among those that it does not name whole. */
  private static String cell(Block block, Coverage coverage) {
    List<Block.Cell> open =
        block.cells().stream().filter(cell -> !coverage.holds(cell.value())).toList();
    return open.stream()
        .max(Comparator.comparingDouble(cell -> coverage.share(cell.name())))
        .filter(cell -> open.size() == 1 || coverage.share(cell.name()) > 0)
        .map(Block.Cell::value)
        .orElse("");
  }

  /** The only quantity that the question does not name; empty where there are several or none. */
  private static String quantity(String question, String text) {
    Set<String> said = Quantities.of(question);
    Matcher quantity = QUANTITY.matcher(text);
    String found = "";
    while (quantity.find()) {
      boolean named = !said.isEmpty() && said.containsAll(Quantities.of(quantity.group()));
      if (!named) {
        if (!found.isEmpty()) {
          return "";
        }
        found = quantity.group().strip();
      }
    }
    return found;
  }
}
