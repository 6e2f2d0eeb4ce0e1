package ai.adjutant.tuner.pairs;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.triples.TriplesReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of files: comma-separated values, and the tables of Markdown. */
final class TableFiles {
  private static final Pattern CSV_CELL =
      Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")*)\"|([^,]*))(?:,|$)");
  private static final int ROWS_MAX = 7;
  private static final int ROWS_MIN = 4;
  private static final int CELL_MAX = 80;
  private static final int BYTES_MAX = 10_000_000;

  private TableFiles() {}

  /** A table as it stands in a file: the first line names its columns. */
  record Whole(String title, List<List<String>> lines) {}

  /** The tables of a part; a table of too few rows or columns is left out. */
  static List<Whole> read(List<Path> files, Part part) {
    List<Whole> tables = new ArrayList<>();
    for (Path file : files) {
      String text = text(file);
      List<Whole> found =
          file.toString().endsWith(".csv")
              ? List.of(new Whole(title(file), text.lines().map(TableFiles::csv).toList()))
              : markdown(title(file), text.lines().toList());
      found.stream()
          .map(TableFiles::clean)
          .filter(table -> table.lines().size() > ROWS_MIN && table.lines().getFirst().size() > 2)
          .filter(table -> part.takes(table.toString()))
          .forEach(tables::add);
    }
    return tables;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new IOException("larger than " + BYTES_MAX + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new AdjutantException(
          TriplesReason.EXAMPLES_UNREADABLE, file + " can't be read (" + e.getMessage() + ")", e);
    }
  }

  private static String title(Path file) {
    String name = file.getFileName().toString();
    return Texts.raised(name.substring(0, name.lastIndexOf('.')).replaceAll("[_-]+", " "));
  }

  private static List<String> csv(String line) {
    List<String> cells = new ArrayList<>();
    Matcher matcher = CSV_CELL.matcher(line);
    while (matcher.lookingAt()) {
      String quoted = matcher.group(1);
      cells.add(quoted == null ? matcher.group(2).strip() : quoted.replace("\"\"", "\""));
      if (matcher.end() == line.length()) {
        break;
      }
      matcher.region(matcher.end(), line.length());
    }
    return cells;
  }

  private static List<Whole> markdown(String title, List<String> lines) {
    List<Whole> tables = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    String heading = title;
    for (String line : lines) {
      if (line.strip().matches("\\|.*\\|")) {
        if (!line.strip().matches("[|:\\- ]+")) {
          String inner = line.strip().substring(1, line.strip().length() - 1);
          rows.add(List.of(inner.split("\\|", -1)).stream().map(String::strip).toList());
        }
        continue;
      }
      if (!rows.isEmpty()) {
        tables.add(new Whole(heading, List.copyOf(rows)));
        rows.clear();
      }
      if (line.startsWith("#")) {
        heading = line.replaceFirst("^#+\\s*", "");
      }
    }
    if (!rows.isEmpty()) {
      tables.add(new Whole(heading, List.copyOf(rows)));
    }
    return tables;
  }

  private static Whole clean(Whole table) {
    int width = table.lines().isEmpty() ? 0 : table.lines().getFirst().size();
    List<List<String>> lines =
        table.lines().stream()
            .filter(line -> line.size() == width && !line.getFirst().isBlank())
            .filter(line -> line.stream().allMatch(cell -> cell.length() <= CELL_MAX))
            .toList();
    return new Whole(table.title(), lines);
  }

  /** Some rows and columns of a table; the others are what it lacks. */
  static FactTable some(Whole table, Random random) {
    List<String> heads = table.lines().getFirst();
    List<Integer> columns = new ArrayList<>(IntStream.range(1, heads.size()).boxed().toList());
    Collections.shuffle(columns, random);
    int width = 1 + random.nextInt(columns.size() - 1);
    List<List<String>> lines = new ArrayList<>(table.lines().subList(1, table.lines().size()));
    Collections.shuffle(lines, random);
    int height = Math.min(ROWS_MAX, 2 + random.nextInt(lines.size() - 2));
    List<Integer> shown = columns.subList(0, width).stream().sorted().toList();
    List<FactTable.Row> rows =
        lines.subList(0, height).stream()
            .map(line -> new FactTable.Row(line.getFirst(), shown.stream().map(line::get).toList()))
            .toList();
    List<String> items = rows.stream().map(FactTable.Row::item).toList();
    return new FactTable(
        table.title(),
        0,
        heads.getFirst(),
        shown.stream().map(column -> fact(heads.get(column))).toList(),
        rows,
        columns.subList(width, columns.size()).stream()
            .map(column -> fact(heads.get(column)))
            .toList(),
        lines.stream()
            .map(List::getFirst)
            .distinct()
            .filter(item -> !items.contains(item))
            .collect(Collectors.toList()));
  }

  private static FactTable.Fact fact(String head) {
    return new FactTable.Fact(
        head, "", List.of(), List.of(), "The " + Texts.lowered(head) + " of {e} is {v}.");
  }
}
