package ai.adjutant.inference.embed;

import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of graph keeps the contract: those that take batches, and those that must not. */
class GraphEncoderTest {
  @TempDir Path folder;

  private GraphEncoder opened() {
    return GraphEncoder.open(EncoderDirectory.read(folder), OnnxRuntime.load(folder), folder, 2);
  }

  @Nested
  class OfItsFirstToken extends TextEncoderContract {
    @Override
    TextEncoder open() {
      SyntheticEncoder.write(folder, Pooled.CLS);
      return opened();
    }
  }

  @Nested
  class OfTheMeanOfItsTokens extends TextEncoderContract {
    @Override
    TextEncoder open() {
      SyntheticEncoder.write(folder, Pooled.MEAN);
      return opened();
    }
  }

  @Nested
  class LeaningOnItsNeighbours extends TextEncoderContract {
    @Override
    TextEncoder open() {
      SyntheticEncoder.writeLeaning(folder);
      return opened();
    }
  }

  @Nested
  class Bundled extends TextEncoderContract {
    @Override
    TextEncoder open() {
      return GraphEncoder.bundled(OnnxRuntime.load(folder), folder, 2);
    }
  }
}
