package ai.adjutant.retriever.term;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import ai.adjutant.retriever.chunk.Chunk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TermCollectorTest {
  private static List<Abbreviation> terms(String heading, String text, Block... blocks) {
    TermCollector collector = new TermCollector("Title");
    collector.read(
        new Chunk(7, 0, List.of(heading), 0, text.length(), List.of(blocks), List.of()), text);
    return collector.terms();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Mean Time To Repair (MTTR) is short. | MTTR | Mean Time To Repair",
        "Send it to the board of review (BoR) now. | BoR | board of review",
        "Die Technische Anleitung (TA) gilt. | TA | Technische Anleitung",
        "Each ETOPS (Extended Twin Operations) flight | ETOPS | Extended Twin Operations",
        "FCR(최초 통화 해결률)은 70%입니다. | FCR | 최초 통화 해결률",
        "평균 수리 시간(Mean Time To Repair, MTTR)입니다. | MTTR | Mean Time To Repair",
      })
  void findsAbbreviationsInText(String text, String shortForm, String longForm) {
    assertThat(terms("Heading", text)).containsExactly(new Abbreviation(shortForm, longForm, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is closed (Monday).",
        "It costs money (EUR).",
        "The pump (XYZ) runs.",
        "ABC(참고: 3쪽)",
        "(see the other page, PDF)",
        "PDF (see the other page)",
        "MTTR: Mean Time To Repair",
      })
  void takesNothingElseForOne(String text) {
    assertThat(
            terms(
                "Heading",
                text,
                new Block(BlockKind.PARAGRAPH, 0, text.length(), 0, 0, 0, List.of())))
        .isEmpty();
  }

  @Test
  void readsLinesUnderAGlossary() {
    String text = "MTTR: Mean Time To Repair\nSOP – Standard Operating Procedure\nXYZ: other words";
    Block block = new Block(BlockKind.PARAGRAPH, 0, text.length(), 0, 0, 0, List.of());
    for (String heading : List.of("Abbreviations", "Verzeichnis der Abkürzungen", "용어")) {
      assertThat(terms(heading, text, block))
          .extracting(Abbreviation::shortForm)
          .containsExactly("MTTR", "SOP");
    }
  }

  @Test
  void readsWhatALineOfAGlossaryBeginsWith() {
    String text =
        "MTTR: Mean Time To Repair. The time from failure to repair.\n"
            + "SLA: Service Level Agreement (with customers)\nAHT: 평균 처리 시간";
    Block block = new Block(BlockKind.PARAGRAPH, 0, text.length(), 0, 0, 0, List.of());
    assertThat(terms("Glossary", text, block))
        .extracting(Abbreviation::longForm)
        .containsExactly("Mean Time To Repair", "Service Level Agreement", "평균 처리 시간");
  }

  @Test
  void readsRowsOfAGlossaryEitherWayRound() {
    String text = "Mean Time To Repair | MTTR";
    Block row =
        new Block(
            BlockKind.TABLE_ROW,
            0,
            text.length(),
            0,
            1,
            0,
            List.of(new Cell(0, 0, 0, 19), new Cell(22, 22, 22, 26)));
    assertThat(terms("Glossary", text, row))
        .containsExactly(new Abbreviation("MTTR", "Mean Time To Repair", 7));
    assertThat(terms("Prices", text, row)).isEmpty();
  }

  @Test
  void readsTitlesAndHeadings() {
    TermCollector collector = new TermCollector("RFI (request for information)");
    for (int i = 3; i < 5; i++) {
      collector.read(
          new Chunk(
              i, 0, List.of("Fire", "Final Protective Fire (FPF)"), 0, 4, List.of(), List.of()),
          "text");
    }
    assertThat(collector.terms())
        .containsExactly(
            new Abbreviation("RFI", "request for information", 3),
            new Abbreviation("FPF", "Final Protective Fire", 3));
  }

  @Test
  void keepsContradictoryMeanings() {
    assertThat(
            terms(
                "H", "The Air Traffic Service (ATS). An Auxiliary Transfer Switch (ATS) is there."))
        .extracting(Abbreviation::longForm)
        .containsExactly("Air Traffic Service", "Auxiliary Transfer Switch");
  }

  @Test
  void stopsAtTheBound() {
    TermCollector collector = new TermCollector("Title");
    for (int i = 0; i <= TermCollector.TERMS_MAX; i++) {
      String text = "Alpha Beta w" + i + " Gamma (ABG" + ")";
      collector.read(new Chunk(i, 0, List.of(), 0, text.length(), List.of(), List.of()), text);
    }
    assertThat(collector.terms()).hasSize(TermCollector.TERMS_MAX);
  }
}
