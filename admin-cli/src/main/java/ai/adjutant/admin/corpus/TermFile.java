package ai.adjutant.admin.corpus;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a CSV of two columns with a term a line. Commas, semicolons or tabs part the columns. */
final class TermFile {
  private static final int LINES_MAX = 20_000;

  /** What names the first column. */
  private static final Set<String> HEADS =
      Set.of(
          "short",
          "short form",
          "abbreviation",
          "acronym",
          "abbr",
          "term",
          "word",
          "synonym",
          "kurzform",
          "abkürzung",
          "kürzel",
          "begriff",
          "wort",
          "약어",
          "용어",
          "단어");

  private TermFile() {}

  static Term term(String shortForm, String longForm, TermKind kind) {
    return Term.newBuilder().setShortForm(shortForm).setLongForm(longForm).setKind(kind).build();
  }

  /**
   * Reads a file.
   *
   * @throws CommandFailure naming file, line and what is wrong
   */
  static List<Term> read(Path file, TermKind kind) throws IOException {
    List<Term> terms = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String place = file + ", line " + ++number;
        if (number > LINES_MAX + 1) {
          throw refused(file + " has more than " + LINES_MAX + " lines; split it");
        }
        String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
        if (text.isBlank()) {
          continue;
        }
        List<String> cells = cells(text, place);
        if (number > 1 || !HEADS.contains(cells.getFirst().toLowerCase(Locale.ROOT))) {
          terms.add(term(cells, kind, place));
        }
      }
    } catch (MalformedInputException e) {
      throw refused(file + " is not UTF-8 text");
    }
    if (terms.isEmpty()) {
      throw refused(file + " holds no term");
    }
    return terms;
  }

  private static Term term(List<String> cells, TermKind kind, String place) {
    boolean word = kind == TermKind.TERM_KIND_WORD;
    int columns = word ? 1 : 2;
    boolean empty = cells.stream().limit(columns).anyMatch(String::isEmpty);
    if (cells.size() < columns || empty) {
      throw refused(
          place + (word ? ": there is no word" : ": a term has two columns, short and long form"));
    }
    return term(cells.getFirst(), word ? "" : cells.get(1), kind);
  }

  /** The cells of a line; quoted ones hold separators, and quotes twice. */
  private static List<String> cells(String line, String place) {
    char separator = line.indexOf('\t') >= 0 ? '\t' : separator(line);
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"' && (quoted || cell.toString().isBlank())) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw refused(place + ": a quoted cell does not end");
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static char separator(String line) {
    String plain = line.replaceAll("\"[^\"]*\"", "");
    return plain.indexOf(';') >= 0 && plain.indexOf(',') < 0 ? ';' : ',';
  }

  private static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.INPUT_REFUSED, message);
  }
}
