package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Resident;
import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.model.ModelConfigs;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.read.Reader;
import ai.adjutant.inference.rerank.Reranker;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.work.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens models by their kind. Used by the loader's thread. */
final class ModelOpener {
  private static final Logger log = LoggerFactory.getLogger(ModelOpener.class);

  private final CatalogueSettings settings;
  private final MachineMemory memory;
  private final Workers workers;

  ModelOpener(CatalogueSettings settings, MachineMemory memory, Workers workers) {
    this.settings = settings;
    this.memory = memory;
    this.workers = workers;
  }

  private interface Factory<T> {
    T make(OnnxRuntime runtime);
  }

  private interface Registration<T> {
    Entry entry(T made, Resident resident);
  }

  /**
   * Opens a model by its directory, or returns an entry that says why it failed.
   *
   * @param place where the model's directory lies among those installed, or would
   */
  Entry openOrFailed(Path place, Task task) {
    String name = String.valueOf(place.getFileName());
    Optional<Path> shipped = shipped(place);
    if (shipped.isPresent()) {
      return shippedReader(name, shipped.get());
    }
    try {
      Entry entry =
          name.equals(Catalogue.BUNDLED_ENCODER) ? bundledEncoder(name) : directory(place);
      log.info("model opened: model={} task={}", name, entry.task());
      return entry;
    } catch (AdjutantException e) {
      log.warn("model failed: model={} task={} message={}", name, task, e.getMessage());
      return new Entry.Failed(name, task, e.getMessage());
    }
  }

  /**
   * Opens the encoder that comes with the program.
   *
   * @throws AdjutantException saying why it can't be served
   */
  private Entry bundledEncoder(String name) {
    return measured(
        runtime -> Embedder.bundled(runtime, settings.nativeFolder(), workers),
        (embedder, resident) -> new Entry.Encoder(name, embedder, resident));
  }

  /** The directory of the reader that comes with the program, unless one is installed here. */
  private Optional<Path> shipped(Path place) {
    return String.valueOf(place.getFileName()).equals(Catalogue.SHIPPED_READER)
            && !Files.isDirectory(place)
        ? settings.reader()
        : Optional.empty();
  }

  /** No mark is set: other processes may open the same directory at the same time. */
  private Entry shippedReader(String name, Path directory) {
    try {
      Entry entry = reader(name, directory);
      log.info("model opened: model={} task={}", name, entry.task());
      return entry;
    } catch (AdjutantException e) {
      log.warn(
          "the reader is left out, all else is served: directory={} message={} remedy='restore the"
              + " directory, name another with {}, or set {}=false'",
          directory,
          e.getMessage(),
          ReaderSettings.DIRECTORY,
          ReaderSettings.ENABLED);
      return new Entry.Failed(name, Task.READ, e.getMessage());
    }
  }

  /** What a directory's model does. */
  Task task(Path directory) {
    if (shipped(directory).isPresent()) {
      return Task.READ;
    }
    return ModelConfigs.isReadable(directory)
        ? ModelKind.of(directory).task()
        : Task.GENERATE; // whoever opens it says what is wrong with its files
  }

  /**
   * Checks a directory whose files were just imported; a language model is described in its {@code
   * model.json}.
   *
   * @param digests of its files
   * @throws AdjutantException saying which file, input or operator is at fault
   */
  void check(Path directory, Map<String, String> digests) {
    ModelConfigs.check(directory);
    ModelKind.of(directory).check(directory, digests);
  }

  /**
   * Opens a directory; while that lasts a mark is in it.
   *
   * @throws AdjutantException saying which file, input or operator is at fault, or that memory is
   *     short
   */
  Entry directory(Path directory) {
    try (OpeningMark mark = OpeningMark.set(directory)) {
      return opened(directory);
    }
  }

  /** Opens a directory without a mark. */
  Entry opened(Path directory) {
    ModelConfigs.check(directory);
    return ModelKind.of(directory).open(this, directory);
  }

  Entry encoder(Path directory) {
    String name = String.valueOf(directory.getFileName());
    return measured(
        runtime -> Embedder.open(directory, runtime, settings.nativeFolder(), workers),
        (embedder, resident) -> new Entry.Encoder(name, embedder, resident));
  }

  Entry reranker(Path directory) {
    String name = String.valueOf(directory.getFileName());
    return measured(
        runtime -> Reranker.open(directory, runtime, settings.nativeFolder(), workers),
        (reranker, resident) -> new Entry.Reranker(name, reranker, resident));
  }

  Entry reader(Path directory) {
    return reader(String.valueOf(directory.getFileName()), directory);
  }

  private Entry reader(String name, Path directory) {
    return measured(
        runtime -> Reader.open(name, directory, runtime, settings.nativeFolder(), workers),
        (reader, resident) -> new Entry.Reader(name, reader, resident));
  }

  Entry generator(Path directory) {
    ModelSpec stated = ModelDirectory.read(directory);
    ModelSpec spec = stated.servedUpTo(settings.limits().contextLengthMax());
    if (spec.contextLength() < stated.contextLength()) {
      log.warn(
          "a model is served with a shorter context than it states: model={} tokens={} stated={}",
          spec.name(),
          spec.contextLength(),
          stated.contextLength());
    }
    checkMemory(spec);
    return measured(
        runtime ->
            LanguageModel.open(
                spec, runtime, settings.nativeFolder(), settings.engine(), settings.registry()),
        (model, resident) -> new Entry.Generator(spec.name(), model, resident));
  }

  private <T> Entry measured(Factory<T> factory, Registration<T> registration) {
    OnnxRuntime runtime = OnnxRuntime.load(settings.runtime());
    long before = memory.resident();
    try {
      T made = factory.make(runtime);
      return registration.entry(made, new Resident(before, memory.resident()));
    } catch (OutOfMemoryError e) {
      throw new AdjutantException(
          CatalogueReason.MODEL_TOO_LARGE,
          "memory ran out while it was loaded; unload another model or give the process more",
          e);
    }
  }

  /** Refuses a model before it is loaded rather than have the process killed while it is. */
  private void checkMemory(ModelSpec spec) {
    OptionalLong available = memory.available();
    long weights = spec.footprint().loadBytes();
    long cache = cacheBytes(spec);
    if (available.isEmpty() || weights + cache <= available.getAsLong()) {
      return;
    }
    throw new AdjutantException(
        CatalogueReason.MODEL_TOO_LARGE,
        "it needs "
            + (weights + cache)
            + " bytes of memory, "
            + weights
            + " for its weights and "
            + cache
            + " for its KV cache, and "
            + available.getAsLong()
            + " are available; unload another model, take a smaller variant or allow fewer"
            + " sequences",
        Map.of(
            "needed", String.valueOf(weights + cache),
            "available", String.valueOf(available.getAsLong())),
        null);
  }

  /** Returns the bytes that the KV cache may grow to, by the settings of the engine. */
  private long cacheBytes(ModelSpec spec) {
    long tokens = (long) spec.contextLength() * settings.engine().sequencesMax();
    long perToken = spec.footprint().cacheBytesPerToken();
    long most = settings.engine().kvCacheSize().bytes();
    return perToken > most / tokens ? most : tokens * perToken;
  }
}
