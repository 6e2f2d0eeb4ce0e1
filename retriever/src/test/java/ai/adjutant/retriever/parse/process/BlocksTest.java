package ai.adjutant.retriever.parse.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.markdown.MarkdownReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {
  @Test
  void keepsAListWithWhatAnnouncesIt() {
    ParsedDocument document =
        read(
            """
            Routers are grey.

            To reset the router:

            1. Press the button.
            2. Wait.

               The light turns red.
               - Not green.
            3. Done.

            After.
            """);

    assertThat(shown(document))
        .containsExactly(
            "PARAGRAPH 0/0 Routers are grey.",
            "PARAGRAPH 1/0 To reset the router:",
            "ORDERED_ITEM 1/1 Press the button.",
            "ORDERED_ITEM 1/1 Wait.",
            "PARAGRAPH 1/1 The light turns red.",
            "UNORDERED_ITEM 1/2 Not green.",
            "ORDERED_ITEM 1/1 Done.",
            "PARAGRAPH 0/0 After.");
  }

  @Test
  void takesALabelForWhatAnnounces() {
    ParsedDocument document =
        read("Intro.\n\n**To create a queue**\n\nDo the following:\n\n1. Open it.\n");

    assertThat(shown(document))
        .containsExactly(
            "PARAGRAPH 0/0 Intro.",
            "PARAGRAPH 1/0 To create a queue",
            "PARAGRAPH 1/0 Do the following:",
            "ORDERED_ITEM 1/1 Open it.");
  }

  @Test
  void joinsAListThatCountsOnBehindAParagraph() {
    ParsedDocument document =
        read(
            """
            1. Open the form.

            The form has two pages.

            2. Sign it.

            # Next

            3. Another list.
            """);

    assertThat(shown(document))
        .containsExactly(
            "ORDERED_ITEM 1/1 Open the form.",
            "PARAGRAPH 1/0 The form has two pages.",
            "ORDERED_ITEM 1/1 Sign it.",
            "HEADING 0/1 Next",
            "ORDERED_ITEM 2/1 Another list.");
  }

  @Test
  void namesTheCellsOfARow() {
    ParsedDocument document =
        read(
            """
            The fees are as follows.

            | Plan | Price |
            |------|-------|
            | Basic | 20 |
            """);

    Block row = document.blocks().getLast();
    assertThat(row.kind()).isEqualTo(BlockKind.TABLE_ROW);
    assertThat(row.cells())
        .extracting(cell -> document.text().substring(cell.nameStart(), cell.nameEnd()))
        .containsExactly("Plan", "Price");
    assertThat(row.cells())
        .extracting(cell -> document.text().substring(cell.start(), cell.end()))
        .containsExactly("Basic", "20");
    assertThat(document.blocks()).extracting(Block::group).containsOnly(1);
  }

  @Test
  void survivesTheWayOutOfTheChildProcess() throws IOException {
    ParsedDocument document =
        read("# A\n\n1. one\n   - two\n\n| Plan | Price |\n|--|--|\n| Basic | 20 |\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.writeDocument(new DataOutputStream(bytes), document);

    ParsedDocument back =
        Wire.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 1_000);

    assertThat(back.blocks()).isEqualTo(document.blocks()).hasSize(5);
  }

  @Test
  void readsTenThousandItemsAsOneList() {
    StringBuilder list = new StringBuilder();
    for (int i = 1; i <= 10_000; i++) {
      list.append(i).append(". step\n");
    }

    List<Block> blocks = read(list.toString()).blocks();

    assertThat(blocks).hasSize(10_000).extracting(Block::group).containsOnly(1);
  }

  private static ParsedDocument read(String markdown) {
    return MarkdownReader.read(markdown, "Title", 1_000_000);
  }

  private static List<String> shown(ParsedDocument document) {
    return document.blocks().stream()
        .map(block ->
            block.kind()
                + " "
                + block.group()
                + "/"
                + block.level()
                + " "
                + document.text().substring(block.start() + block.mark(), block.end()))
        .toList();
  }
}
