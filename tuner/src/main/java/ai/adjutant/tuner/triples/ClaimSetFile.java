package ai.adjutant.tuner.triples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of judged claims as sets publish them: JSON lines with {@code source}, {@code claim},
 * {@code evidence} and {@code label}; {@code unsupported} means that the evidence says nothing of
 * it. Labels that a reader does not learn (partial, generic) are left out.
 */
public final class ClaimSetFile {
  private ClaimSetFile() {}

  /**
   * A claim with the name of its set.
   *
   * @param claim the evidence is its passage
   */
  public record Row(String source, Claim claim) {}

  /**
   * Reads all.
   *
   * @param leftOut beginnings of the names of sets that are left out
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public static List<Row> read(Path file, List<String> leftOut) {
    List<Row> rows = new ArrayList<>();
    JsonLines.each(
        file,
        line -> {
          String source = JsonLines.text(line, "source");
          if (leftOut.stream().noneMatch(source::startsWith)) {
            String claim = JsonLines.text(line, "claim");
            String evidence = JsonLines.text(line, "evidence");
            switch (JsonLines.text(line, "label")) {
              case "supported" -> rows.add(row(source, claim, evidence, Claim.Label.SUPPORTED));
              case "contradicted" ->
                  rows.add(row(source, claim, evidence, Claim.Label.CONTRADICTED));
              case "unsupported", "not-found" ->
                  rows.add(row(source, claim, evidence, Claim.Label.NOT_FOUND));
              default -> {
                // partial, generic: no label of a reader
              }
            }
          }
        });
    return rows;
  }

  private static Row row(String source, String claim, String evidence, Claim.Label label) {
    return new Row(source, new Claim(claim, evidence, label));
  }
}
