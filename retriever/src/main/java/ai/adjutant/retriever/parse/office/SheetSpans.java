package ai.adjutant.retriever.parse.office;

import ai.adjutant.retriever.parse.table.SpanCell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which cells of a sheet are merged and which rows it leaves out, neither of which the parser
 * reports. Found by a pass over the sheet's bytes, as the merged cells stand behind all rows. The
 * rows and cells are then asked for in the parser's order. For one thread.
 */
public final class SheetSpans {
  /** Bounds the merged ranges of a sheet that are minded. */
  public static final int MERGED_MAX = 20_000;

  /** Most merged ranges that may cover one row. */
  private static final int MERGED_IN_ROW_MAX = 500;

  private static final int TAG_BYTES_MAX = 300;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Pattern ROW_NUMBER = Pattern.compile("\\sr=[\"'](\\d{1,7})[\"']");
  private static final Pattern RANGE =
      Pattern.compile("ref=[\"']([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})[\"']");

  /** A merged range; rows from 1, columns from 0, both ends within. */
  private record Range(int top, int left, int bottom, int right) {
    boolean covers(int column) {
      return column >= left && column <= right;
    }
  }

  private int[] rows = new int[64];
  private int rowCount;
  private final List<Range> ranges = new ArrayList<>();
  private final List<Range> active = new ArrayList<>();
  private boolean cut;
  private int nextRange;
  private int nextRow;
  private int row;
  private int column;

  private SheetSpans() {}

  static SheetSpans read(InputStream sheet) throws IOException {
    SheetSpans spans = new SheetSpans();
    byte[] buffer = new byte[BUFFER_BYTES];
    byte[] tag = new byte[TAG_BYTES_MAX];
    int length = -1; // outside of a tag
    for (int read = sheet.read(buffer); read >= 0; read = sheet.read(buffer)) {
      for (int i = 0; i < read; i++) {
        byte b = buffer[i];
        if (b == '<') {
          length = 0;
        } else if (length >= 0 && b == '>') {
          spans.tag(tag, length);
          length = -1;
        } else if (length >= 0 && length < TAG_BYTES_MAX) {
          tag[length++] = b;
        }
      }
    }
    spans.ranges.sort(Comparator.comparingInt(Range::top));
    return spans;
  }

  private void tag(byte[] tag, int length) {
    if (length < 3 || (tag[0] == 'c' && tag[1] == ' ')) {
      return; // a cell, as nearly all tags are
    }
    String text = new String(tag, 0, length, StandardCharsets.ISO_8859_1);
    String name = text.startsWith("x:") ? text.substring(2) : text;
    if (name.startsWith("row ") || name.equals("row")) {
      Matcher number = ROW_NUMBER.matcher(text);
      int before = rowCount == 0 ? 0 : rows[rowCount - 1];
      add(number.find() ? Integer.parseInt(number.group(1)) : before + 1);
    } else if (name.startsWith("mergeCell ")) {
      Matcher range = RANGE.matcher(text);
      if (range.find()) {
        merge(range);
      }
    }
  }

  private void add(int number) {
    if (rowCount == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rowCount);
    }
    rows[rowCount++] = number;
  }

  private void merge(Matcher range) {
    if (ranges.size() >= MERGED_MAX) {
      cut = true;
      return;
    }
    int top = Integer.parseInt(range.group(2));
    int bottom = Integer.parseInt(range.group(4));
    int left = column(range.group(1));
    int right = column(range.group(3));
    if (top <= bottom && left <= right) {
      ranges.add(new Range(top, left, bottom, right));
    }
  }

  private static int column(String letters) {
    int column = 0;
    for (int i = 0; i < letters.length(); i++) {
      column = 26 * column + letters.charAt(i) - 'A' + 1;
    }
    return column - 1;
  }

  /** Returns whether there were more merged ranges than are minded. */
  public boolean isCut() {
    return cut;
  }

  /** Begins the next row; returns true when rows are left out before it. */
  public boolean startRow() {
    int before = row;
    row = nextRow < rowCount ? rows[nextRow++] : before + 1;
    column = 0;
    active.removeIf(range -> range.bottom() < row);
    while (nextRange < ranges.size() && ranges.get(nextRange).top() <= row) {
      Range range = ranges.get(nextRange++);
      if (range.bottom() >= row && active.size() < MERGED_IN_ROW_MAX) {
        active.add(range);
      }
    }
    return before > 0 && row > before + 1;
  }

  /** Returns the row's next cell with its span; empty where one above or to the left covers it. */
  public Optional<SpanCell> cell(String text, boolean heading) {
    int at = column++;
    for (Range range : active) {
      if (range.covers(at)) {
        boolean begins = range.left() == at && range.top() == row;
        if (!begins && text.isBlank()) {
          return Optional.empty();
        }
        return Optional.of(
            begins
                ? new SpanCell(text, range.right() - at + 1, presentRows(range.bottom()), heading)
                : new SpanCell(text, 1, 1, heading));
      }
    }
    return Optional.of(new SpanCell(text, 1, 1, heading));
  }

  /** How many rows there are from this one to the one of that number. */
  private int presentRows(int bottom) {
    int end = nextRow;
    while (end < rowCount && rows[end] <= bottom) {
      end++;
    }
    return end - nextRow + 1;
  }
}
