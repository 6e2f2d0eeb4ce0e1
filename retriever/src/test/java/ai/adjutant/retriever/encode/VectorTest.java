package ai.adjutant.retriever.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class VectorTest {
  @Test
  void scalesToLengthOne() {
    Vector vector = Vector.unit(new float[] {3, 4});
    assertThat(vector.cosine(new float[] {1, 0})).isCloseTo(0.6, within(1e-6));
    assertThat(vector.cosine(vector.toArray())).isCloseTo(1, within(1e-6));
  }

  @Test
  void refusesWhatHasNoDirection() {
    assertThatThrownBy(() -> Vector.unit(new float[] {0, 0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Vector.unit(new float[] {Float.NaN, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blendsByWeight() {
    Vector east = Vector.unit(new float[] {1, 0});
    Vector north = Vector.unit(new float[] {0, 1});
    assertThat(east.blend(north, 0)).isEqualTo(east);
    assertThat(east.blend(north, 0.5).cosine(new float[] {1, 0}))
        .isCloseTo(Math.sqrt(0.5), within(1e-6));
    Vector west = Vector.unit(new float[] {-1, 0});
    assertThat(east.blend(west, 0.5)).isEqualTo(east);
  }
}
