package ai.adjutant.tuner.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.toy.ToyRun;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gradients are right, through single operators and through scripts. */
final class GradientsTest {
  private static final String SQUARE =
      """
        def square(self: __torch__.Functions, x: Tensor) -> Tensor:
          return torch.mean(torch.mul(x, x))
        def narrow(self: __torch__.Functions, x: Tensor) -> Tensor:
          return torch.mean(torch.to(torch.to(x, 15), 6))
      """;

  private final Torch torch = ToyRun.torch();

  @BeforeEach
  void prepare() {
    Torch.prepareThread(1);
  }

  private static float[] gradient(NDArray array) {
    float[] values = new float[(int) array.size()];
    assertThat(Gradients.read(array, (FloatBuffer gradient) -> gradient.get(values))).isTrue();
    return values;
  }

  @Test
  void flowThroughScripts() {
    try (NDManager owner = torch.newManager()) {
      Script script = Script.compile(owner, SQUARE);
      NDArray x = AlignedMemory.create(owner, new float[] {1, -2, 3, 4}, 4);
      x.setRequiresGradient(true);
      try (NDManager scope = owner.newSubManager()) {
        NDArray loss = script.call(scope, "square", x);
        assertThat(loss.getFloat()).isEqualTo(7.5f);
        Gradients.backward(loss);
      }
      assertThat(gradient(x)).containsExactly(0.5f, -1, 1.5f, 2);
      Gradients.clear(x);
      assertThat(gradient(x)).containsOnly(0);
    }
  }

  @Test
  void flowThroughBfloat16() {
    try (NDManager owner = torch.newManager()) {
      Script script = Script.compile(owner, SQUARE);
      NDArray x = AlignedMemory.create(owner, new float[] {1.00001f, 2, 4, 8}, 4);
      x.setRequiresGradient(true);
      try (NDManager scope = owner.newSubManager()) {
        NDArray loss = script.call(scope, "narrow", x);
        assertThat(loss.getFloat()).as("rounded to eight bits").isEqualTo(3.75f);
        Gradients.backward(loss);
      }
      assertThat(gradient(x)).containsOnly(0.25f);
    }
  }

  @Test
  void constantsOutliveACollectionOfGarbage() {
    try (NDManager owner = torch.newManager()) {
      NDArray x = AlignedMemory.create(owner, new float[] {1}, 1);
      x.setRequiresGradient(true);
      try (NDManager scope = owner.newSubManager()) {
        NDArray loss = x.mul(AlignedMemory.scalar(scope, 0.5));
        loss.attach(scope);
        List<Object> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          System.gc();
          for (int k = 0; k < 200; k++) {
            others.add(AlignedMemory.floats(1).putInt(0, -1));
          }
        }
        Gradients.backward(loss.sum());
        assertThat(others).hasSize(4_000);
      }
      assertThat(gradient(x)).containsExactly(0.5f);
    }
  }

  @Test
  void memoryIsAligned() {
    for (int count = 1; count < 20; count++) {
      assertThat(AlignedMemory.floats(count).alignmentOffset(0, 64)).isZero();
      assertThat(AlignedMemory.floats(count).capacity()).isEqualTo(count * Float.BYTES);
    }
  }
}
