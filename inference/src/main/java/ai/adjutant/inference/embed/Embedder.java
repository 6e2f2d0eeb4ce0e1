package ai.adjutant.inference.embed;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.work.Client;
import ai.adjutant.inference.work.Pending;
import ai.adjutant.inference.work.WorkReason;
import ai.adjutant.inference.work.Workers;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds texts with one encoder on the shared workers. A text's vector never depends on what else
 * is embedded. Any thread may call; the owner closes it before the workers.
 */
public final class Embedder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Embedder.class);

  private final TextEncoder encoder;
  private final Client client;

  Embedder(TextEncoder encoder, Workers workers) {
    this.encoder = encoder;
    client = workers.client("model '" + encoder.info().name() + "'");
  }

  /**
   * Opens the encoder that comes with the program.
   *
   * @param nativeFolder where native libraries are unpacked
   * @throws AdjutantException when its files can't be read
   */
  public static Embedder bundled(OnnxRuntime runtime, Path nativeFolder, Workers workers) {
    return new Embedder(GraphEncoder.bundled(runtime, nativeFolder, workers.budget()), workers);
  }

  /**
   * Opens an encoder's directory; {@code 1_Pooling/config.json} says how it pools.
   *
   * @param nativeFolder where native libraries are unpacked
   * @throws AdjutantException when a file is missing or of another make, naming it
   */
  public static Embedder open(
      Path directory, OnnxRuntime runtime, Path nativeFolder, Workers workers) {
    return new Embedder(
        GraphEncoder.open(
            EncoderDirectory.read(directory), runtime, nativeFolder, workers.budget()),
        workers);
  }

  /** What is known of the encoder. */
  public EncoderInfo info() {
    return encoder.info();
  }

  /**
   * Begins to embed texts.
   *
   * @param texts at most {@value EmbedSettings#TEXTS_MAX}, none empty
   * @throws AdjutantException {@link WorkReason#WORK_QUEUE_FULL} at once when they don't fit
   */
  public Pending<TextVector> begin(List<String> texts, Purpose purpose) {
    if (texts.isEmpty() || texts.size() > EmbedSettings.TEXTS_MAX) {
      throw new IllegalArgumentException(texts.size() + " texts");
    }
    List<String> copy = List.copyOf(texts);
    List<List<Integer>> batches =
        info().batchIndependent() ? Batches.guessed(copy) : Batches.single(copy.size());
    return client.begin(
        purpose.priority(),
        batches,
        items -> encoder.encode(items.stream().map(copy::get).toList()));
  }

  @Override
  public void close() {
    client.close();
    encoder.close();
    log.info("embedder closed: encoder={}", encoder.info().name());
  }
}
