package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.util.concurrent.Uninterruptibles;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through ONNX Runtime. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WeightMemoryTest {
  @TempDir Path folder;
  private final WeightMemory memory = new WeightMemory();
  private Products products;
  private Products others;

  @BeforeEach
  void load() {
    products = Products.load(folder, 1);
    others = Products.load(folder, 2);
  }

  @Test
  void theNextSessionTakesNoMemoryForWeightsAndComputesTheSame() throws OrtException {
    OrtSession two = memory.open(() -> products.open(2));
    long bytes = memory.bytes();
    assertThat(bytes).isGreaterThanOrEqualTo(Products.BYTES);
    float[] wanted = products.run(two);
    OrtSession one = memory.open(() -> products.open(1));
    assertThat(memory.bytes()).isEqualTo(bytes);
    assertThat(products.run(one)).isEqualTo(wanted);
    assertThat(products.run(two)).isEqualTo(wanted);
    memory.close(two);
    assertThat(memory.bytes()).isEqualTo(bytes);
    assertThat(products.run(one)).isEqualTo(wanted);
    memory.close(one);
    assertThat(memory.bytes()).isZero();
  }

  @Test
  void otherWeightsAreFoundOut() throws OrtException {
    OrtSession session = memory.open(() -> products.open(2));
    assertThatThrownBy(() -> memory.open(() -> others.open(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("differ");
    memory.close(session);
    assertThat(memory.bytes()).isZero();
  }

  /** A graph that runs meanwhile has memory of its own. */
  @Test
  void onlyTheOpeningThreadsMemoryIsShared() throws OrtException {
    OrtSession session =
        memory.open(() -> {
          Thread other = Thread.ofPlatform().start(() -> RuntimeAllocator.free(memory.reserve(64)));
          Uninterruptibles.joinUninterruptibly(other);
          assertThat(memory.bytes()).isZero();
          return products.open(2);
        });
    assertThat(memory.bytes()).isPositive();
    memory.close(session);
  }

  @Test
  void whatTheFirstSessionGaveBackIsNotHandedOutAgain() throws OrtException {
    OrtSession two =
        memory.open(() -> {
          memory.free(memory.reserve(4_096));
          return products.open(2);
        });
    long bytes = memory.bytes();
    OrtSession one =
        memory.open(() -> {
          long own = memory.reserve(4_096);
          assertThat(memory.bytes()).isEqualTo(bytes);
          memory.free(own);
          return products.open(1);
        });
    memory.close(two);
    assertThat(memory.bytes()).as("held by the other").isEqualTo(bytes);
    memory.close(one);
    assertThat(memory.bytes()).isZero();
  }
}
