package ai.adjutant.inference.engine;

import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.SyntheticDecoder;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ConcatCacheDecoderTest extends DecoderContract {
  @TempDir static Path folder;

  @Override
  Decoder open() {
    Path model = folder.resolve("synthetic");
    SyntheticDecoder.repeating("abc").withContextLength(150).writeTo(model);
    return GraphDecoders.open(
        ModelDirectory.read(model),
        OnnxRuntime.load(folder),
        new EngineSettings(1, 3, 4, 64 << 20));
  }
}
