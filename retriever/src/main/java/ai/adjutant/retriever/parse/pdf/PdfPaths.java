package ai.adjutant.retriever.parse.pdf;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/**
 * Collects the straight lines that a page's content draws: strokes along the width or the height,
 * and filled areas so thin that they look like strokes. A page with more of them than tables have
 * is a drawing, and has none. For one thread.
 */
final class PdfPaths {
  /** Most lines of a page. */
  static final int RULES_MAX = 6_000;

  private static final int POINTS_MAX = 20_000;
  private static final float STRAIGHT_POINTS = 1;
  private static final float THIN_POINTS = 3;
  private static final float LENGTH_MIN = 2;

  private static final Set<String> STROKES = Set.of("S", "s", "B", "B*", "b", "b*");
  private static final Set<String> FILLS = Set.of("f", "F", "f*");
  private static final List<String> OPERATORS =
      List.of(
          "m", "l", "re", "c", "v", "y", "h", "S", "s", "B", "B*", "b", "b*", "f", "F", "f*", "n");

  /** A point of the path, in the page's own coordinates. */
  private record Point(float x, float y) {}

  private final List<PdfRule> rules = new ArrayList<>();
  private final List<List<Point>> path = new ArrayList<>();
  private int points;
  private boolean drawing;
  private PDRectangle box = new PDRectangle();
  private int rotation;

  /** Makes an engine pass its paths on to here, which it would pass over. */
  void listenTo(PDFStreamEngine engine) {
    for (String name : OPERATORS) {
      engine.addOperator(new Draws(engine, name));
    }
  }

  /** A page begins. */
  void start(PDPage page) {
    rules.clear();
    end();
    drawing = false;
    box = page.getCropBox();
    rotation = Math.floorMod(page.getRotation(), 360);
  }

  /** The lines of the page so far. */
  List<PdfRule> rules() {
    return drawing ? List.of() : List.copyOf(rules);
  }

  private final class Draws extends OperatorProcessor {
    private final String name;

    Draws(PDFStreamEngine engine, String name) {
      super(engine);
      this.name = name;
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) {
      if (drawing) {
        return;
      }
      float[] numbers = new float[operands.size()];
      for (int i = 0; i < numbers.length; i++) {
        if (!(operands.get(i) instanceof COSNumber number)) {
          return; // a broken file; its text is read all the same
        }
        numbers[i] = number.floatValue();
      }
      draw(name, numbers, getContext().getGraphicsState().getCurrentTransformationMatrix());
    }

    @Override
    public String getName() {
      return name;
    }
  }

  private void draw(String name, float[] numbers, Matrix matrix) {
    int length = numbers.length;
    switch (name) {
      case "m" -> {
        if (length >= 2) {
          path.add(new ArrayList<>());
          add(numbers[0], numbers[1], matrix);
        }
      }
      case "l", "c", "v", "y" -> {
        if (length >= 2) { // a curve's ends are near enough: it is no straight line
          add(numbers[length - 2], numbers[length - 1], matrix);
        }
      }
      case "re" -> {
        if (length >= 4) {
          rectangle(numbers, matrix);
        }
      }
      case "h" -> close();
      default -> paint(name);
    }
  }

  private void rectangle(float[] numbers, Matrix matrix) {
    float right = numbers[0] + numbers[2];
    float top = numbers[1] + numbers[3];
    path.add(new ArrayList<>());
    add(numbers[0], numbers[1], matrix);
    add(right, numbers[1], matrix);
    add(right, top, matrix);
    add(numbers[0], top, matrix);
    close();
  }

  private void add(float x, float y, Matrix matrix) {
    points++;
    drawing |= points > POINTS_MAX;
    if (path.isEmpty() || drawing) {
      return;
    }
    Point2D.Float at = matrix.transformPoint(x, y);
    path.getLast().add(onPage(at.x - box.getLowerLeftX(), at.y - box.getLowerLeftY()));
  }

  /** As the page is shown: text is placed so too. */
  private Point onPage(float x, float y) {
    return switch (rotation) {
      case 90 -> new Point(y, x);
      case 180 -> new Point(box.getWidth() - x, y);
      case 270 -> new Point(box.getHeight() - y, box.getWidth() - x);
      default -> new Point(x, box.getHeight() - y);
    };
  }

  private void close() {
    if (!path.isEmpty() && !path.getLast().isEmpty()) {
      path.getLast().add(path.getLast().getFirst());
    }
  }

  private void paint(String name) {
    if (name.equals("s") || name.startsWith("b")) {
      close();
    }
    if (STROKES.contains(name)) {
      path.forEach(this::stroke);
    } else if (FILLS.contains(name)) {
      path.forEach(this::fill);
    }
    end();
  }

  private void end() {
    path.clear();
    points = 0;
  }

  private void stroke(List<Point> points) {
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      rule(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));
    }
  }

  private void fill(List<Point> points) {
    float left = Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (Point point : points) {
      left = Math.min(left, point.x);
      top = Math.min(top, point.y);
      right = Math.max(right, point.x);
      bottom = Math.max(bottom, point.y);
    }
    boolean thin = Math.min(right - left, bottom - top) <= THIN_POINTS;
    if (thin && right - left >= bottom - top) {
      float middle = (top + bottom) / 2;
      rule(left, middle, right, middle);
    } else if (thin) {
      float middle = (left + right) / 2;
      rule(middle, top, middle, bottom);
    }
  }

  private void rule(float left, float top, float right, float bottom) {
    if (right - left >= LENGTH_MIN && bottom - top <= STRAIGHT_POINTS) {
      rules.add(new PdfRule(true, (top + bottom) / 2, left, right));
    } else if (bottom - top >= LENGTH_MIN && right - left <= STRAIGHT_POINTS) {
      rules.add(new PdfRule(false, (left + right) / 2, top, bottom));
    }
    drawing |= rules.size() > RULES_MAX;
  }
}
