package ai.adjutant.retriever.parse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.ReaderUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails through a real child process. */
class MailTextTest {
  @TempDir private Path folder;

  @Test
  void setsQuotedHistoryApartAndHoldsFromTheDayItWasSent() throws IOException {
    ParsedDocument document =
        read(
            """
            From: Ann <ann@example.org>
            To: All <all@example.org>
            Subject: Re: Parking
            Date: Thu, 14 May 2026 09:12:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            From today parking costs 4 euros.

            On Wed, 13 May 2026 at 17:40, Bob <bob@example.org> wrote:
            > Parking is still
            > 2 euros.
            >> Parking was free once.
            """);

    assertThat(texts(document, BlockKind.PARAGRAPH))
        .containsExactly("From today parking costs 4 euros.");
    assertThat(texts(document, BlockKind.QUOTED))
        .anyMatch(quoted -> quoted.contains("2 euros"))
        .noneMatch(quoted -> quoted.contains("\n>"));
    assertThat(document.effectiveFrom()).isEqualTo(Instant.parse("2026-05-14T09:12:00Z"));
  }

  @Test
  void boundsMailQuotedTwentyDeep() throws IOException {
    StringBuilder mail =
        new StringBuilder("From: a@example.org\nSubject: Deep\nMIME-Version: 1.0\n\nMine.\n\n");
    for (int depth = 1; depth <= 60; depth++) {
      mail.append(">".repeat(depth)).append(" said ").append(depth).append('\n');
    }

    ParsedDocument document = read(mail.toString());

    assertThat(document.blocks())
        .filteredOn(block -> block.kind() == BlockKind.QUOTED)
        .extracting(Block::level)
        .contains(1, 20)
        .allMatch(level -> level <= MailParts.DEPTH_MAX);
    assertThat(document.text()).contains("Mine.").contains("said 60");
  }

  private ParsedDocument read(String mail) throws IOException {
    try (ReaderUnderTest reader = new ReaderUnderTest(folder)) {
      return reader.read("mail.eml", mail);
    }
  }

  private static List<String> texts(ParsedDocument document, BlockKind kind) {
    return document.blocks().stream()
        .filter(block -> block.kind() == kind)
        .map(block -> document.text().substring(block.start(), block.end()))
        .toList();
  }
}
