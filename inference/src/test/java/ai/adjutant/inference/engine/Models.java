package ai.adjutant.inference.engine;

import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.tokenize.Tokenizer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Language models over decoders of a test's own, with a tokenizer of bytes. */
final class Models {
  private Models() {}

  /** Makes a model by the name of {@code model}, whose context is at most 1,000 tokens. */
  static LanguageModel of(Decoder decoder, int queueMax, Path folder) throws IOException {
    Path directory = folder.resolve("model");
    SyntheticDecoder.saying("unused").withContextLength(1_000).writeTo(directory);
    ModelSpec spec = ModelDirectory.read(directory);
    Tokenizer tokenizer =
        Tokenizer.read(Files.readAllBytes(directory.resolve("tokenizer.json")), folder);
    return new LanguageModel(
        spec,
        new Language(spec, Optional.of(tokenizer)),
        decoder,
        new EngineSettings(1, 1, queueMax, 1 << 20),
        new SimpleMeterRegistry());
  }
}
