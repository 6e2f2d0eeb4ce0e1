package ai.adjutant.retriever.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectionChunkerTest {
  private final Chunker chunker = Chunker.sections();

  @Test
  void leavesTheHeadingToThePath() {
    ParsedDocument document = document(part("Fees\n", "Fees"), part("Pay 5.\n"));
    document = withPath(document, List.of("Fees"), "Fees\nPay 5. Pay later.\n");

    List<Chunk> chunks = chunker.cut(document);

    assertThat(texts(document, chunks)).containsExactly("Pay 5. Pay later.");
    assertThat(chunks.getFirst().headingPath()).containsExactly("Fees");
  }

  @Test
  void makesNoChunkOfAHeadingOnly() {
    ParsedDocument document =
        document(part("A\n", "A"), part("B\n", "A", "B"), part("C\nText.\n", "A", "C"));

    List<Chunk> chunks = chunker.cut(document);

    assertThat(texts(document, chunks)).containsExactly("Text.");
    assertThat(chunks.getFirst().headingPath()).containsExactly("A", "B", "C");
    assertThat(chunks.getFirst().section()).isEqualTo(2);
  }

  @Test
  void keepsTheWordsOfHeadingsThatNothingFollows() {
    ParsedDocument document = document(part("A\nText.\n", "A"), part("Thank you\n", "Thank you"));

    assertThat(texts(document, chunker.cut(document))).containsExactly("Text.", "Thank you");
  }

  @Test
  void takesALongRunOfHeadingsAsText() {
    ParsedDocument document =
        document(
            part("One\n", "One"),
            part("Two\n", "Two"),
            part("Three\n", "Three"),
            part("Four\n", "Four"),
            part("Five\nText.\n", "Five"));

    List<Chunk> chunks = chunker.cut(document);

    assertThat(texts(document, chunks)).containsExactly("One\nTwo\nThree\nFour", "Text.");
    assertThat(chunks.getLast().headingPath()).containsExactly("Five");
  }

  @Test
  void neverCutsAQuestionFromItsAnswer() {
    StringBuilder text = new StringBuilder();
    List<Block> blocks = new ArrayList<>();
    for (int pair = 1; pair <= 40; pair++) {
      add(BlockKind.QUESTION, pair, "Question number " + pair + " about the pump?", text, blocks);
      int sentences = pair % 10 == 0 ? 60 : pair % 7;
      add(BlockKind.ANSWER, pair, "It is so in case " + pair + ".", text, blocks);
      for (int i = 0; i < sentences; i++) {
        add(BlockKind.ANSWER, pair, "More on that, part " + i + " of it all.", text, blocks);
      }
    }
    ParsedDocument document =
        document(
            text.toString(), List.of(new Section(List.of(), 0, text.length())), blocks, List.of());

    List<Chunk> chunks = chunker.cut(document);

    List<String> texts = texts(document, chunks);
    assertThat(chunks).hasSizeGreaterThan(10);
    for (int pair = 1; pair <= 40; pair++) {
      String together =
          "Question number " + pair + " about the pump?\nIt is so in case " + pair + ".";
      assertThat(texts).as("pair %d", pair).anyMatch(chunk -> chunk.contains(together));
    }
    String whole = "Question number 6 about the pump?";
    assertThat(texts)
        .filteredOn(chunk -> chunk.contains(whole))
        .singleElement()
        .asString()
        .contains("case 6.\nMore on that, part 0 of it all.")
        .contains("part 5 of it all.");
  }

  @Test
  void cutsASentenceWithoutAnEndAtBlanks() {
    ParsedDocument document = document(part("word ".repeat(1_000)));

    List<Chunk> chunks = chunker.cut(document);

    assertThat(chunks).hasSize(5);
    assertThat(texts(document, chunks)).allMatch(text -> text.matches("(word )*word"));
  }

  @Test
  void cutsASentenceWithoutBlanksAnywhereButWithinACharacter() {
    ParsedDocument document = document(part("😀".repeat(1_000)));

    List<Chunk> chunks = chunker.cut(document);

    assertThat(chunks).hasSize(5);
    assertThat(String.join("", texts(document, chunks))).isEqualTo(document.text().strip());
    assertThat(texts(document, chunks)).allMatch(t -> t.codePoints().allMatch(c -> c == 0x1F600));
  }

  @Test
  void knowsThePageInForceAndThosethatStartWithin() {
    String text = "One two.\nThree four.\nFive six.\n";
    ParsedDocument document =
        document(
            text,
            List.of(new Section(List.of(), 0, 9), new Section(List.of(), 9, text.length())),
            List.of(),
            List.of(new PageStart(0, 1), new PageStart(21, 2)));

    List<Chunk> chunks = chunker.cut(document);

    assertThat(chunks.get(0).pages()).containsExactly(new PageStart(0, 1));
    assertThat(chunks.get(1).pages()).containsExactly(new PageStart(0, 1), new PageStart(21, 2));
  }

  @Test
  void holdsItsPromisesOnRandomDocuments() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ParsedDocument document = random(random);

      List<Chunk> chunks = chunker.cut(document);

      int before = 0;
      StringBuilder kept = new StringBuilder();
      for (Chunk chunk : chunks) {
        String text = document.text().substring(chunk.start(), chunk.end());
        assertThat(chunk.start()).as("seed %s", seed).isGreaterThanOrEqualTo(before);
        assertThat(text).as("seed %s", seed).isEqualTo(text.strip());
        assertThat(Tokens.estimate(document.text(), chunk.start(), chunk.end()))
            .as("seed %s", seed)
            .isLessThanOrEqualTo(SectionChunker.TOKENS_MAX);
        Section section = document.sections().get(chunk.section());
        assertThat(chunk.start()).isBetween(section.start(), section.end());
        assertThat(chunk.end()).as("seed %s", seed).isLessThanOrEqualTo(section.end());
        before = chunk.end();
        kept.append(text);
      }
      assertThat(letters(kept.toString())).as("seed %s", seed).isEqualTo(letters(document.text()));
    }
  }

  @Test
  void makesOneChunkOfAWholeDocument() {
    ParsedDocument document = document(part("A\nText.\n", "A"), part("B\nMore.\n", "B"));

    List<Chunk> chunks = Chunker.whole().cut(document);

    assertThat(texts(document, chunks)).containsExactly("A\nText.\nB\nMore.");
    assertThat(Chunker.whole().cut(document(part(" \n")))).isEmpty();
  }

  private static ParsedDocument random(Random random) {
    List<Part> parts = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      StringBuilder text = new StringBuilder();
      for (int s = random.nextInt(60); s >= 0; s--) {
        text.append("Word".repeat(1 + random.nextInt(3)));
        for (int w = random.nextInt(random.nextInt(20) == 0 ? 600 : 30); w > 0; w--) {
          text.append(' ').append("abcdefghij0123456789", 0, 1 + random.nextInt(20));
        }
        text.append(random.nextBoolean() ? ". " : ".\n");
      }
      parts.add(part(text.append('\n').toString()));
    }
    return document(parts.toArray(Part[]::new));
  }

  private static void add(
      BlockKind kind, int group, String line, StringBuilder text, List<Block> blocks) {
    int start = text.length();
    text.append(line);
    blocks.add(new Block(kind, start, text.length(), 0, group, 0, List.of()));
    text.append('\n');
  }

  private static String letters(String text) {
    return text.replaceAll("\\s", "");
  }

  private static List<String> texts(ParsedDocument document, List<Chunk> chunks) {
    return chunks.stream().map(c -> document.text().substring(c.start(), c.end())).toList();
  }

  private record Part(String text, List<String> path) {}

  private static Part part(String text, String... path) {
    return new Part(text, List.of(path));
  }

  private static ParsedDocument withPath(ParsedDocument like, List<String> path, String text) {
    return document(text, List.of(new Section(path, 0, text.length())), List.of(), like.pages());
  }

  @Test
  void cutsBetweenItemsOnly() {
    StringBuilder text = new StringBuilder();
    List<Block> blocks = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      int start = text.length();
      text.append(i).append(". Press the button. Then wait for the light to turn green again.");
      int mark = i < 10 ? 3 : 4;
      blocks.add(new Block(BlockKind.ORDERED_ITEM, start, text.length(), 1, 1, mark, List.of()));
      text.append('\n');
    }
    ParsedDocument document =
        document(
            text.toString(), List.of(new Section(List.of(), 0, text.length())), blocks, List.of());

    List<Chunk> chunks = chunker.cut(document);

    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(texts(document, chunks))
        .allMatch(chunk -> chunk.matches("(?s)\\d+\\. Press.*again\\."));
    assertThat(chunks.stream().flatMap(chunk -> chunk.blocks().stream()).toList())
        .isEqualTo(blocks);
  }

  private static ParsedDocument document(Part... parts) {
    StringBuilder text = new StringBuilder();
    List<Section> sections = new ArrayList<>();
    for (Part part : parts) {
      int start = text.length();
      text.append(part.text());
      sections.add(new Section(part.path(), start, text.length()));
    }
    return document(text.toString(), sections, List.of(), List.of());
  }

  private static ParsedDocument document(
      String text, List<Section> sections, List<Block> blocks, List<PageStart> pages) {
    return new ParsedDocument(
        "Title",
        text,
        sections,
        blocks,
        pages,
        "text/plain",
        "en",
        "",
        Map.of(),
        null,
        null,
        List.of());
  }
}
