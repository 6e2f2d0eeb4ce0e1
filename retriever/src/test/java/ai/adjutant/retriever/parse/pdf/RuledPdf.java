package ai.adjutant.retriever.parse.pdf;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.util.Matrix;

/** A PDF in the making, placed in points from the upper left corner of its page. */
final class RuledPdf implements AutoCloseable {
  private static final float SIZE = 10;
  private static final PDFont FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

  /** How a program draws the lines of a table. */
  enum Drawn {
    LINES,
    THIN_AREAS,
    FRAMES
  }

  private final PDDocument pdf = new PDDocument();
  private PDPage page = new PDPage();
  private PDPageContentStream content;

  private RuledPdf() throws IOException {
    pdf.addPage(page);
    content = new PDPageContentStream(pdf, page);
    content.setFont(FONT, SIZE);
  }

  static RuledPdf create() {
    try {
      return new RuledPdf();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void nextPage() throws IOException {
    content.close();
    page = new PDPage();
    pdf.addPage(page);
    content = new PDPageContentStream(pdf, page);
    content.setFont(FONT, SIZE);
  }

  /** The page is shown turned, and what comes is placed so that it reads upright. */
  void turn(int rotation) throws IOException {
    float width = page.getMediaBox().getWidth();
    float height = page.getMediaBox().getHeight();
    page.setRotation(rotation);
    content.transform(
        switch (rotation) {
          case 90 -> new Matrix(0, 1, -1, 0, width, 0);
          case 180 -> new Matrix(-1, 0, 0, -1, width, height);
          default -> new Matrix(0, -1, 1, 0, 0, height);
        });
    float top = rotation == 180 ? height : width;
    content.transform(Matrix.getTranslateInstance(0, top - height));
  }

  /** A cell's lines, from its upper left corner. */
  void cell(float left, float top, String... lines) throws IOException {
    for (int i = 0; i < lines.length; i++) {
      text(left + 4, top + 12 + 12 * i, lines[i]);
    }
  }

  void text(float left, float down, String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    content.beginText();
    content.newLineAtOffset(left, up(down));
    content.showText(text);
    content.endText();
  }

  void grid(Drawn drawn, float[] lefts, float[] tops) throws IOException {
    float right = lefts[lefts.length - 1];
    float bottom = tops[tops.length - 1];
    switch (drawn) {
      case LINES -> {
        for (float top : tops) {
          line(lefts[0], top, right, top);
        }
        for (float left : lefts) {
          line(left, tops[0], left, bottom);
        }
      }
      case THIN_AREAS -> {
        for (float top : tops) {
          content.addRect(lefts[0], up(top), right - lefts[0], 0.5f);
          content.fill();
        }
        for (float left : lefts) {
          content.addRect(left, up(bottom), 0.5f, bottom - tops[0]);
          content.fill();
        }
      }
      case FRAMES -> {
        for (int r = 0; r + 1 < tops.length; r++) {
          for (int c = 0; c + 1 < lefts.length; c++) {
            frame(lefts[c], tops[r], lefts[c + 1], tops[r + 1]);
          }
        }
      }
    }
  }

  void frame(float left, float top, float right, float bottom) throws IOException {
    content.addRect(left, up(bottom), right - left, bottom - top);
    content.stroke();
  }

  void line(float left, float top, float right, float bottom) throws IOException {
    content.moveTo(left, up(top));
    content.lineTo(right, up(bottom));
    content.stroke();
  }

  float up(float down) {
    return page.getMediaBox().getHeight() - down;
  }

  static float width(String text) throws IOException {
    return FONT.getStringWidth(text) * SIZE / 1000;
  }

  /** Writes the file; nothing can be added afterwards. */
  Path saved(Path file) throws IOException {
    content.close();
    pdf.save(file.toFile());
    return file;
  }

  @Override
  public void close() throws IOException {
    pdf.close();
  }
}
