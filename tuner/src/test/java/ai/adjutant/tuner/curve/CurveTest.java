package ai.adjutant.tuner.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A curve can be written, read and drawn. */
final class CurveTest {
  private static Curve curve() {
    Curve curve = new Curve();
    curve.add(10, Map.of("loss", 2.5));
    curve.add(10, Map.of("score.f1", 0.1));
    curve.add(20, Map.of("loss", 1.0 / 3));
    curve.add(30, Map.of("score.f1", 0.7));
    return curve;
  }

  @Test
  void isWrittenExactlyAndReadBack() {
    String csv = curve().csv();
    assertThat(csv).isEqualTo("step,loss,score.f1\n10,2.5,0.1\n20,0.3333333333333333,\n30,,0.7\n");
    assertThat(Curve.parse(csv).csv()).isEqualTo(csv);
    assertThat(Curve.parse("").csv()).isEqualTo("step\n");
    assertThatThrownBy(() -> Curve.parse("step,loss\n1,2,3\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isDrawnInColours() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(CurvePicture.png(curve())));
    assertThat(image.getWidth()).isEqualTo(900);
    assertThat(image.getHeight()).isEqualTo(600);
    // the loss falls: its line begins at the upper left of its panel and ends at the lower right
    assertThat(image.getRGB(80, 30) & 0xFFFFFF).isEqualTo(0x1F77B4);
    assertThat(image.getRGB(670, 270) & 0xFFFFFF).isEqualTo(0x1F77B4);
    // the score rises
    assertThat(image.getRGB(80, 570) & 0xFFFFFF).isEqualTo(0x1F77B4);
    assertThat(image.getRGB(670, 330) & 0xFFFFFF).isEqualTo(0x1F77B4);
  }

  @Test
  void emptyOneIsDrawnToo() throws IOException {
    assertThat(ImageIO.read(new ByteArrayInputStream(CurvePicture.png(new Curve())))).isNotNull();
  }
}
