package ai.adjutant.retriever.parse.plain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.ReaderUnderTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Windows-1252, with the language of their corpus, through a real reader. */
class CharsetOfFilesTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  @TempDir private Path folder;

  @Test
  void keepsTheEuroSignOfATableWithUnixLineEnds() throws IOException {
    String csv = "Leistung;Privatkunden;Geschäftskunden\nMahnung;5,00 €;7,50 €\n";
    try (ReaderUnderTest reader = new ReaderUnderTest(folder)) {
      assertThat(reader.read("fees.csv", csv.getBytes(WINDOWS), "de").text())
          .contains("Geschäftskunden")
          .contains("5,00 €")
          .contains("7,50 €");
    }
  }

  @Test
  void readsAShortNoteByTheCorpusLanguage() throws IOException {
    byte[] note = "Grüße an Müller: Rückruf möglich.\n".getBytes(WINDOWS);
    try (ReaderUnderTest reader = new ReaderUnderTest(folder)) {
      assertThat(reader.read("note.md", note, "de").text())
          .isEqualTo("Grüße an Müller: Rückruf möglich.\n");
      assertThat(reader.read("note.conf", note, "de").text()) // read in a child process
          .isEqualTo("Grüße an Müller: Rückruf möglich.\n");
    }
  }
}
