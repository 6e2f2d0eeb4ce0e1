package ai.adjutant.statistics.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.statistics.chart.Panel.Line;
import ai.adjutant.statistics.chart.Panel.Mark;
import ai.adjutant.statistics.chart.Panel.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Charts are read back, and their dots looked at. */
final class ChartTest {
  private static final int BLUE = 0x1F77B4;
  private static final int RED = 0xD62728;
  private static final int BLACK = 0;
  private static final int WHITE = 0xFFFFFF;

  private static final Line RISES =
      new Line("rises", List.of(new Point(0.25, 0.25), new Point(0.75, 0.75)));
  private static final List<Point> UNIT = List.of(new Point(0, 0), new Point(1, 1));

  private static BufferedImage draw(Panel... panels) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Chart.png(List.of(panels))));
  }

  private static int at(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & WHITE;
  }

  @Test
  void reachesItsCornersAndDrawsEachLineInAColour() throws IOException {
    Line flat = new Line("flat", List.of(new Point(0, 0), new Point(1, 0)));
    Panel unit = new Panel("x", "y", List.of(RISES, flat), UNIT, Optional.empty());
    BufferedImage image = draw(unit, unit);
    assertThat(image.getWidth()).isEqualTo(900);
    assertThat(image.getHeight()).isEqualTo(600);
    for (int top = 0; top < 600; top += 300) {
      assertThat(at(image, 228, top + 210)).as("a quarter of the way").isEqualTo(BLUE);
      assertThat(at(image, 523, top + 90)).as("three quarters of it").isEqualTo(BLUE);
      assertThat(at(image, 375, top + 151)).as("half of it").isEqualTo(BLUE);
      assertThat(at(image, 150, top + 240)).as("before it begins").isEqualTo(WHITE);
      assertThat(at(image, 375, top + 270)).isEqualTo(RED);
    }
  }

  @Test
  void withoutCornersTheLineFillsThePanel() throws IOException {
    BufferedImage image = draw(new Panel("x", "y", List.of(RISES), List.of(), Optional.empty()));
    assertThat(at(image, 80, 270)).isEqualTo(BLUE);
    assertThat(at(image, 670, 30)).isEqualTo(BLUE);
  }

  @Test
  void pointsAPlaceOut() throws IOException {
    Mark mark = new Mark("threshold", new Point(0.5, 0.25));
    BufferedImage marked = draw(new Panel("x", "y", List.of(RISES), UNIT, Optional.of(mark)));
    assertThat(at(marked, 375, 32)).as("the dashed line").isEqualTo(BLACK);
    assertThat(at(marked, 375, 40)).as("between its dashes").isEqualTo(WHITE);
    assertThat(at(marked, 370, 210)).as("the cross").isEqualTo(BLACK);
    assertThat(dots(marked, 700, 44, 78, 12)).as("dots of its name").isPositive();
    BufferedImage plain = draw(new Panel("x", "y", List.of(RISES), UNIT, Optional.empty()));
    assertThat(dots(plain, 700, 44, 78, 12)).isZero();
  }

  private static int dots(BufferedImage image, int left, int top, int width, int height) {
    int dots = 0;
    for (int x = left; x < left + width; x++) {
      for (int y = top; y < top + height; y++) {
        dots += at(image, x, y) == BLACK ? 1 : 0;
      }
    }
    return dots;
  }

  @Test
  void namesItsAxes() throws IOException {
    BufferedImage named = draw(new Panel("x", "y", List.of(RISES), UNIT, Optional.empty()));
    BufferedImage bare = draw(new Panel("", "", List.of(RISES), UNIT, Optional.empty()));
    assertThat(dots(named, 80, 10, 8, 10)).isPositive();
    assertThat(dots(bare, 80, 10, 8, 10)).isZero();
    assertThat(dots(named, 730, 280, 8, 10)).isPositive();
    assertThat(dots(bare, 730, 280, 8, 10)).isZero();
  }

  @Test
  void drawsNothingAndASinglePoint() throws IOException {
    assertThat(draw(new Panel("x", "y", List.of(), List.of(), Optional.empty()))).isNotNull();
    Line dot = new Line("dot", List.of(new Point(3, 7)));
    Line none = new Line("none", List.of());
    Panel panel = new Panel("x", "y", List.of(none, dot), List.of(), Optional.empty());
    assertThat(panel.lines()).containsExactly(dot);
    assertThat(at(draw(panel), 375, 150)).isEqualTo(BLUE);
  }

  @Test
  void refusesWhatHasNoPlace() {
    assertThatThrownBy(() -> new Point(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Point(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
