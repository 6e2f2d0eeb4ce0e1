package ai.adjutant.tuner.triples;

import ai.adjutant.chassis.error.AdjutantException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a corpus' passages: JSON lines with {@code text}, {@code id} and {@code document}, as
 * {@code ./adjutant corpus chunks} writes them. Where a line names no document, its id does.
 */
public final class PassageFile {
  private PassageFile() {}

  /**
   * States what can be found.
   *
   * @param document its name, as questions name it
   */
  public record Passage(String document, String text) {}

  /**
   * Reads all.
   *
   * @throws AdjutantException EXAMPLES_UNREADABLE; EXAMPLE_REFUSED where a line has no text, or
   *     there is no line
   */
  public static List<Passage> read(Path file) {
    List<Passage> passages = new ArrayList<>();
    JsonLines.each(
        file,
        line -> {
          String document =
              JsonLines.text(line, line.path("document").isTextual() ? "document" : "id");
          passages.add(new Passage(document, JsonLines.text(line, "text")));
        });
    if (passages.isEmpty()) {
      throw new AdjutantException(
          TriplesReason.EXAMPLE_REFUSED,
          file
              + " holds no passage; load documents into the corpus, then './adjutant corpus chunks"
              + " NAME --to FILE' writes its passages");
    }
    return passages;
  }
}
