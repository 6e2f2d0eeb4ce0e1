package ai.adjutant.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of an encoder's languages. */
final class EncoderLanguagesTest {
  @TempDir Path folder;

  @Test
  void readsTheHeadOfTheModelCard() throws IOException {
    Path card = folder.resolve("README.md");
    Files.writeString(card, "---\nlanguage:\n- en\n- de\nlicense: mit\n---\nlanguage: fr\n");
    assertThat(EncoderLanguages.of(folder)).containsExactly("en", "de");
    Files.writeString(card, "---\nlanguage: [ko, multilingual]\n---\n");
    assertThat(EncoderLanguages.of(folder)).isEmpty();
    Files.writeString(card, "---\nlanguage: ko\n---\n");
    assertThat(EncoderLanguages.of(folder)).containsExactly("ko");
  }

  @Test
  void goesByTheNameWhereNoCardSays() {
    assertThat(EncoderLanguages.of(folder.resolve("all-MiniLM-L6-v2"))).containsExactly("en");
    assertThat(EncoderLanguages.of(folder.resolve("multilingual-e5-small"))).isEmpty();
  }
}
