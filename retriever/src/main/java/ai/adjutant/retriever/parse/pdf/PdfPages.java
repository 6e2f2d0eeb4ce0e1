package ai.adjutant.retriever.parse.pdf;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.text.Whitespace;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the lines of a PDF with their position and type size, which Tika's events don't report.
 * Child process only.
 */
public final class PdfPages extends PDFTextStripper {
  private static final float BOLD_SHARE = 0.9f;
  private static final int BOLD_WEIGHT = 600;

  /** How far a letter may reach over a rule. */
  private static final float TOUCH_POINTS = 1;

  /** Gap between words, as a share of the type size, from which on they are set apart. */
  private static final float PIECES_GAP = 0.9f;

  private final List<PdfPage> pages = new ArrayList<>();
  private final List<PdfLine> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private final Map<Float, Integer> sizes = new HashMap<>();
  private final Map<PDFont, Boolean> boldness = new HashMap<>();
  private final StringBuilder piece = new StringBuilder();
  private final List<PdfLine.Piece> pieces = new ArrayList<>();
  private final PdfPaths paths = new PdfPaths();
  private final long charactersMax;
  private long characters;
  private PdfGrids grids = PdfGrids.NONE;
  private @Nullable PdfGrid around;
  private int bold;
  private int letters;
  private float pieceLeft;
  private float pieceRight;
  private float left = Float.MAX_VALUE;
  private float right;
  private float baseline;

  private PdfPages(long charactersMax) {
    this.charactersMax = charactersMax;
  }

  /** Returns all pages, those without text too. */
  public static List<PdfPage> read(Path file, int charactersMax) throws IOException {
    try (PDDocument document =
        Loader.loadPDF(file.toFile(), "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
      PdfPages reader = new PdfPages(charactersMax);
      reader.paths.listenTo(reader);
      reader.writeText(document, Writer.nullWriter());
      return reader.pages;
    }
  }

  @Override
  protected void startPage(PDPage page) {
    grids = PdfGrids.NONE;
    paths.start(page);
  }

  @Override
  protected void writePageStart() {
    grids = PdfGrids.of(paths.rules());
  }

  /** A word; where a rule stands between its letters it is two, of two cells. */
  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    int first = 0;
    for (int i = 1; i < positions.size(); i++) {
      if (isParted(positions.get(i - 1), positions.get(i))) {
        word(unicode(positions.subList(first, i)), positions.subList(first, i));
        line.append(' ');
        first = i;
      }
    }
    word(
        first == 0 ? text : unicode(positions.subList(first, positions.size())),
        positions.subList(first, positions.size()));
  }

  private boolean isParted(TextPosition before, TextPosition next) {
    float end = before.getXDirAdj() + before.getWidthDirAdj();
    float start = next.getXDirAdj();
    return start >= end - TOUCH_POINTS
        && grids.part(end - TOUCH_POINTS, start + TOUCH_POINTS, middle(next));
  }

  private static float middle(TextPosition position) {
    return position.getYDirAdj() - PdfLine.MIDDLE * size(position);
  }

  private static String unicode(List<TextPosition> positions) {
    StringBuilder text = new StringBuilder();
    positions.forEach(position -> text.append(position.getUnicode()));
    return text.toString();
  }

  /** Text in another frame than the text before it stands on another line. */
  private void enter(List<TextPosition> positions) {
    TextPosition first = positions.getFirst();
    TextPosition last = positions.getLast();
    float centre = (first.getXDirAdj() + last.getXDirAdj() + last.getWidthDirAdj()) / 2;
    @Nullable PdfGrid here = grids.at(centre, middle(first)).orElse(null);
    if (here != around) {
      endLine();
      around = here;
    }
  }

  private void word(String text, List<TextPosition> positions) {
    if (!positions.isEmpty()) {
      enter(positions);
    }
    characters += text.length();
    if (characters > charactersMax) {
      throw new AdjutantException(
          ParseReason.TOO_LARGE,
          "its text is longer than "
              + charactersMax
              + " characters; "
              + ParseSettings.SPLIT_OR_RAISE);
    }
    line.append(text);
    float from = Float.MAX_VALUE;
    float to = 0;
    for (TextPosition position : positions) {
      if (position.getUnicode().isBlank()) {
        continue;
      }
      letters++;
      bold += isBold(position.getFont()) ? 1 : 0;
      sizes.merge(size(position), 1, Integer::sum);
      left = Math.min(left, position.getXDirAdj());
      right = Math.max(right, position.getXDirAdj() + position.getWidthDirAdj());
      from = Math.min(from, position.getXDirAdj());
      to = Math.max(to, position.getXDirAdj() + position.getWidthDirAdj());
      baseline = position.getYDirAdj();
    }
    if (to > 0) {
      piece(text, from, to);
    }
  }

  private void piece(String word, float from, float to) {
    float gap = from - pieceRight;
    boolean parted =
        !piece.isEmpty()
            && grids.part(
                Math.min(pieceRight, to) - TOUCH_POINTS,
                Math.max(pieceLeft, from) + TOUCH_POINTS,
                baseline - PdfLine.MIDDLE * wordHeight());
    if (piece.isEmpty() || parted || gap > PIECES_GAP * wordHeight() || gap < -pieceRight / 2) {
      endPiece();
      pieceLeft = from;
    }
    piece.append(piece.isEmpty() ? "" : " ").append(word);
    pieceRight = to;
  }

  private float wordHeight() {
    return sizes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(1f);
  }

  private void endPiece() {
    String text = Whitespace.collapse(piece.toString());
    if (!text.isEmpty()) {
      pieces.add(new PdfLine.Piece(text, pieceLeft, pieceRight));
    }
    piece.setLength(0);
  }

  @Override
  protected void writeWordSeparator() {
    line.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writePageEnd() {
    endLine();
    around = null;
    pages.add(
        new PdfPage(getCurrentPageNo(), getCurrentPage().getCropBox().getHeight(), lines, grids));
    lines.clear();
  }

  private void endLine() {
    endPiece();
    String text = Whitespace.collapse(line.toString());
    if (!text.isEmpty() && letters > 0) {
      float size =
          sizes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      lines.add(
          new PdfLine(text, left, right, baseline, size, bold >= BOLD_SHARE * letters, pieces));
    }
    pieces.clear();
    line.setLength(0);
    sizes.clear();
    bold = 0;
    letters = 0;
    left = Float.MAX_VALUE;
    right = 0;
  }

  /** To half a point: rounding in the file must not make two sizes of one. */
  private static float size(TextPosition position) {
    float size = Math.abs(position.getFontSizeInPt());
    return Math.round((size > 0 ? size : position.getHeightDir()) * 2) / 2f;
  }

  private boolean isBold(@Nullable PDFont font) {
    return font != null && boldness.computeIfAbsent(font, PdfPages::looksBold);
  }

  private static boolean looksBold(PDFont font) {
    String name = String.valueOf(font.getName()).toLowerCase(Locale.ROOT);
    if (name.contains("bold") || name.contains("black") || name.contains("heavy")) {
      return true;
    }
    @Nullable PDFontDescriptor descriptor = font.getFontDescriptor();
    return descriptor != null
        && (descriptor.isForceBold() || descriptor.getFontWeight() >= BOLD_WEIGHT);
  }
}
