package ai.adjutant.gateway.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes a small document block by block, for tests of what reads structure: its text begins at
 * offset 0 and every block ends with a line break, as the retriever writes them.
 */
public final class DocumentSketch {
  private final String title;
  private final StringBuilder text = new StringBuilder();
  private final List<List<Block>> chunks = new ArrayList<>(List.of(new ArrayList<>()));
  private final List<List<String>> headings = new ArrayList<>(List.of(List.of()));

  /** An empty document with a title. */
  public DocumentSketch(String title) {
    this.title = title;
  }

  /** The next block starts another chunk, under these headings. */
  public DocumentSketch chunk(String... under) {
    if (chunks.getLast().isEmpty()) {
      headings.set(headings.size() - 1, List.of(under));
    } else {
      chunks.add(new ArrayList<>());
      headings.add(List.of(under));
    }
    return this;
  }

  /** Running text. */
  public DocumentSketch paragraph(int group, String block) {
    return add(BlockKind.PARAGRAPH, 0, group, "", block, List.of());
  }

  /** A block of another kind without parts. */
  public DocumentSketch block(BlockKind kind, int group, String block) {
    return add(kind, 0, group, "", block, List.of());
  }

  /** An item of the first level; ordered where its mark has a digit. */
  public DocumentSketch item(int group, String mark, String block) {
    boolean ordered = mark.chars().anyMatch(Character::isDigit);
    BlockKind kind = ordered ? BlockKind.ORDERED_ITEM : BlockKind.UNORDERED_ITEM;
    return add(kind, 1, group, mark, block, List.of());
  }

  /** A row of names and values in turn. */
  public DocumentSketch row(int group, String... namesAndValues) {
    StringBuilder row = new StringBuilder();
    List<Block.Cell> cells = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.append(row.isEmpty() ? "" : " | ").append(namesAndValues[i]).append(": ");
      cells.add(
          new Block.Cell(namesAndValues[i], namesAndValues[i + 1], text.length() + row.length()));
      row.append(namesAndValues[i + 1]);
    }
    return add(BlockKind.TABLE_ROW, 0, group, "", row.toString(), cells);
  }

  private DocumentSketch add(
      BlockKind kind, int level, int group, String mark, String block, List<Block.Cell> cells) {
    int start = text.length();
    text.append(mark).append(block).append('\n');
    String verbatim = text.substring(start, text.length() - 1);
    chunks
        .getLast()
        .add(
            new Block(
                kind, start, text.length() - 1, verbatim, level, group, mark.length(), cells));
    return this;
  }

  /** The document's text. */
  public String text() {
    return text.toString();
  }

  /** One chunk as a passage, with the structure of all. */
  public Passage passage(int chunk) {
    List<Stretch> structure = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      structure.add(new Stretch(i, headings.get(i), chunks.get(i)));
    }
    List<Block> own = chunks.get(chunk);
    int start = own.getFirst().start();
    int end = own.getLast().end();
    return new Passage(
        "corpora/c/documents/" + title.replace(' ', '-'),
        "v1",
        "corpora/c/documents/d/chunks/" + chunk,
        title,
        text.substring(start, end),
        start,
        List.of(),
        1,
        5,
        OptionalDouble.of(0.8),
        0.5,
        1,
        1,
        structure);
  }
}
