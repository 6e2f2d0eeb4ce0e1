package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through ONNX Runtime. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionsTest {
  @TempDir Path folder;
  private Products products;
  private Products others;

  @BeforeEach
  void load() {
    products = Products.load(folder, 1);
    others = Products.load(folder, 2);
  }

  @Test
  void oneThreadHasASessionOfItsOwn() throws OrtException {
    Sessions sessions = Sessions.sharing(3, (threads, shared) -> products.open(threads));
    assertThat(sessions.with(3)).isSameAs(sessions.all());
    assertThat(sessions.with(2)).isSameAs(sessions.all());
    assertThat(sessions.with(1)).isNotSameAs(sessions.all());
    assertThat(products.run(sessions.with(1))).isEqualTo(products.run(sessions.all()));
    sessions.close();
  }

  @Test
  void doesWithoutWhereTheWeightsAreNotTheSame() throws OrtException {
    Sessions sessions =
        Sessions.sharing(2, (threads, shared) -> (threads == 2 ? products : others).open(threads));
    assertThat(sessions.with(1)).isSameAs(sessions.all());
    Sessions plain = Sessions.of(products.open(2));
    assertThat(products.run(sessions.with(1))).isEqualTo(products.run(plain.with(1)));
    sessions.close();
    plain.close();
  }

  @Test
  void doesWithoutWhereTheSecondCannotBeOpened() throws OrtException {
    Sessions sessions =
        Sessions.sharing(
            2,
            (threads, shared) -> {
              if (threads == 1) {
                throw new OrtException("no memory");
              }
              return products.open(threads);
            });
    assertThat(sessions.with(1)).isSameAs(sessions.all());
    assertThat(products.run(sessions.all())).hasSize(256);
    sessions.close();
  }
}
