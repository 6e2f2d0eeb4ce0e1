package ai.adjutant.retriever.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.Shown;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.validity.Statements;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PdfTablesTest {
  private final List<PdfLine> lines = new ArrayList<>();

  @Test
  void readsRowsByBaselinesAndColumnsByPosition() {
    row(100, "Vehicle@50", "Class@200", "Daily rate@300");
    row(118, "Van@50", "B@200", "79.00@300");
    row(136, "Minibus 9 seats@50", "B@200", "99.00@300");
    row(160, "All rates are in euros without tax and hold from the first of March on.@50");

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Vehicle | Class | Daily rate",
            "TABLE_ROW: Vehicle: Van | Class: B | Daily rate: 79.00",
            "TABLE_ROW: Vehicle: Minibus 9 seats | Class: B | Daily rate: 99.00",
            "PARAGRAPH: All rates are in euros without tax and hold from the first of March on.");
  }

  @Test
  void spreadsALabelThatStandsBesideItsRows() {
    row(100, "Vehicle@50", "Work@200", "Rate@300");
    row(136, "Light@50");
    row(118, "Inspection@200", "62.00@300");
    row(136, "Brakes@200", "71.00@300");
    row(154, "Engine@200", "88.00@300");
    row(181, "Heavy@50");
    row(172, "Inspection@200", "79.00@300");
    row(190, "Brakes@200", "93.00@300");

    assertThat(written())
        .contains(
            "TABLE_ROW: Vehicle: Light | Work: Inspection | Rate: 62.00",
            "TABLE_ROW: Vehicle: Light | Work: Engine | Rate: 88.00",
            "TABLE_ROW: Vehicle: Heavy | Work: Inspection | Rate: 79.00",
            "TABLE_ROW: Vehicle: Heavy | Work: Brakes | Rate: 93.00")
        .hasSize(6);
  }

  @Test
  void joinsTheLinesOfACell() {
    row(100, "Code@50", "Meaning@150", "Days@400");
    row(120, "A1@50", "Late, and the reason is@150", "3@400");
    row(132, "not known@150");
    row(152, "B2@50", "Lost@150", "5@400");
    row(172, "C3@50", "Found again@150", "9@400");

    assertThat(written())
        .contains("TABLE_ROW: Code: A1 | Meaning: Late, and the reason is not known | Days: 3")
        .hasSize(4);
  }

  @Test
  void leavesProseInTwoColumnsAlone() {
    for (int i = 0; i < 6; i++) {
      row(
          100 + 14 * i,
          "The left column holds running text that fills it@50",
          "while the right one says something else again@320");
    }

    assertThat(written()).isNotEmpty().allMatch(line -> line.startsWith("PARAGRAPH"));
  }

  @Test
  void readsItemsAsAList() {
    row(100, "To close the account:@50");
    row(114, "1.@50", "Sign the form.@80");
    row(128, "2.@50", "Send it in.@80");
    row(142, "•@70", "by mail@90");

    assertThat(written())
        .containsExactly(
            "PARAGRAPH: To close the account:",
            "ORDERED_ITEM 1: 1. Sign the form.",
            "ORDERED_ITEM 1: 2. Send it in.",
            "UNORDERED_ITEM 2: • by mail");
  }

  /** Pieces are texts with the place where they begin, five points a character. */
  private void row(float baseline, String... pieces) {
    List<PdfLine.Piece> placed = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String piece : pieces) {
      int at = piece.lastIndexOf('@');
      float left = Float.parseFloat(piece.substring(at + 1));
      placed.add(new PdfLine.Piece(piece.substring(0, at), left, left + 5 * at));
      text.append(text.isEmpty() ? "" : " ").append(piece, 0, at);
    }
    lines.add(
        new PdfLine(
            text.toString(),
            placed.getFirst().left(),
            placed.getLast().right(),
            baseline,
            10,
            false,
            placed));
  }

  private List<String> written() {
    TextBuilder text = new TextBuilder(100_000);
    PdfLayout.write(List.of(new PdfPage(1, 800, lines)), text);
    return Shown.blocks(new Statements().document(text, "file", "application/pdf"));
  }
}
