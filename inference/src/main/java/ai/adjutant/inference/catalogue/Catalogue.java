package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.read.Reranker;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of this process, opened once at start. Any thread may call; the owner closes it. */
public final class Catalogue implements AutoCloseable {
  /** Name of the encoder that comes with the program. */
  public static final String BUNDLED_ENCODER = "bge-small-en-v1.5-int8";

  /** What a model's name looks like. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Most model directories that are opened. */
  private static final int MODELS_MAX = 64;

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

  private final NavigableMap<String, Entry> entries;

  private final Workers workers;

  private Catalogue(Map<String, Entry> entries, Workers workers) {
    this.entries = new TreeMap<>(entries);
    this.workers = workers;
  }

  /** Opens every model. One that can't be opened is kept with its reason. */
  public static Catalogue open(CatalogueSettings settings) {
    Map<String, Entry> entries = new TreeMap<>();
    Workers workers = settings.embedding().start();
    entries.put(
        BUNDLED_ENCODER,
        opened(
            BUNDLED_ENCODER,
            Task.ENCODE,
            () -> {
              Path nativeFolder = settings.nativeFolder();
              OnnxRuntime runtime = OnnxRuntime.load(nativeFolder);
              return new Entry.Encoder(
                  BUNDLED_ENCODER, Embedder.bundled(runtime, nativeFolder, workers));
            }));
    for (Path directory : directories(settings.modelsFolder())) {
      String name = String.valueOf(directory.getFileName());
      if (!NAME.matcher(name).matches() || entries.containsKey(name)) {
        log.warn("model directory passed over, its name is taken or no name: model={}", name);
      } else {
        Task task = task(directory);
        entries.put(name, opened(name, task, () -> open(task, directory, settings, workers)));
      }
    }
    return new Catalogue(entries, workers);
  }

  private static Task task(Path directory) {
    return switch (EncoderDirectory.kind(directory)) {
      case ENCODER -> Task.ENCODE;
      case RERANKER -> Task.RERANK;
      case OTHER -> Task.GENERATE;
    };
  }

  private static Entry open(
      Task task, Path directory, CatalogueSettings settings, Workers workers) {
    String name = String.valueOf(directory.getFileName());
    Path nativeFolder = settings.nativeFolder();
    return switch (task) {
      case ENCODE ->
          new Entry.Encoder(
              name,
              Embedder.open(directory, OnnxRuntime.load(nativeFolder), nativeFolder, workers));
      case RERANK ->
          new Entry.Reranker(
              name,
              Reranker.open(directory, OnnxRuntime.load(nativeFolder), nativeFolder, workers));
      case GENERATE -> generator(directory, settings);
    };
  }

  private static Entry generator(Path directory, CatalogueSettings settings) {
    LanguageModel model =
        LanguageModel.open(
            ModelDirectory.read(directory),
            OnnxRuntime.load(settings.nativeFolder()),
            settings.nativeFolder(),
            settings.engine());
    return new Entry.Generator(model.spec().name(), model);
  }

  private static List<Path> directories(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      List<Path> directories = children.filter(Files::isDirectory).sorted().toList();
      if (directories.size() > MODELS_MAX) {
        log.warn("too many model directories: found={} opened={}", directories.size(), MODELS_MAX);
      }
      return directories.stream().limit(MODELS_MAX).toList();
    } catch (IOException e) {
      log.warn("the folder of models can't be listed", e);
      return List.of();
    }
  }

  private static Entry opened(String name, Task task, Supplier<Entry> opening) {
    try {
      Entry entry = opening.get();
      log.info("model opened: model={} task={}", name, task);
      return entry;
    } catch (AdjutantException e) {
      log.warn("model failed: model={} task={} message={}", name, task, e.getMessage());
      return new Entry.Failed(name, task, e.getMessage());
    }
  }

  /** All models, ordered by name. */
  public List<Entry> list() {
    return new ArrayList<>(entries.values());
  }

  /**
   * One model.
   *
   * @throws AdjutantException MODEL_NOT_FOUND
   */
  public Entry get(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new AdjutantException(
          CatalogueReason.MODEL_NOT_FOUND,
          "there is no model '" + name + "'; the models here are " + entries.keySet(),
          Map.of("model", name),
          null);
    }
    return entry;
  }

  /**
   * An encoder that serves.
   *
   * @param name empty for the default one
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG or MODEL_FAILED
   */
  public Embedder encoder(String name) {
    return switch (get(name.isEmpty() ? BUNDLED_ENCODER : name)) {
      case Entry.Encoder encoder -> encoder.embedder();
      case Entry.Generator generator ->
          throw wrongKind(generator.name(), "a language model", "an encoder");
      case Entry.Reranker reranker -> throw wrongKind(reranker.name(), "a reranker", "an encoder");
      case Entry.Failed failed -> throw failure(failed);
    };
  }

  /**
   * A language model that serves.
   *
   * @param name empty for the default one, the first by name that serves
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_FAILED or NO_LANGUAGE_MODEL
   */
  public LanguageModel generator(String name) {
    return switch (name.isEmpty() ? defaultGenerator() : get(name)) {
      case Entry.Generator generator -> generator.model();
      case Entry.Encoder encoder ->
          throw wrongKind(encoder.name(), "an encoder", "a language model");
      case Entry.Reranker reranker ->
          throw wrongKind(reranker.name(), "a reranker", "a language model");
      case Entry.Failed failed -> throw failure(failed);
    };
  }

  /**
   * A reranker that serves.
   *
   * @param name empty for the default one, the first by name that serves
   * @throws AdjutantException MODEL_NOT_FOUND, MODEL_KIND_WRONG, MODEL_FAILED or NO_RERANKER
   */
  public Reranker reranker(String name) {
    return switch (name.isEmpty() ? defaultReranker() : get(name)) {
      case Entry.Reranker reranker -> reranker.model();
      case Entry.Generator generator ->
          throw wrongKind(generator.name(), "a language model", "a reranker");
      case Entry.Encoder encoder -> throw wrongKind(encoder.name(), "an encoder", "a reranker");
      case Entry.Failed failed -> throw failure(failed);
    };
  }

  private Entry defaultReranker() {
    return first(Task.RERANK)
        .orElseThrow(() ->
            new AdjutantException(
                CatalogueReason.NO_RERANKER,
                "no reranker is installed; put the directory of a cross-encoder under"
                    + " tenants/default/models in the data folder and start again"));
  }

  private Entry defaultGenerator() {
    return first(Task.GENERATE)
        .orElseThrow(() ->
            new AdjutantException(
                CatalogueReason.NO_LANGUAGE_MODEL,
                "no language model is installed; put its directory under tenants/default/models in"
                    + " the data folder and start again"));
  }

  /** The first by name that does the task, or else the first that failed to. */
  private Optional<Entry> first(Task task) {
    List<Entry> failed = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry instanceof Entry.Failed broken) {
        if (broken.task() == task) {
          failed.add(broken);
        }
      } else if (does(entry, task)) {
        return Optional.of(entry);
      }
    }
    return failed.stream().findFirst();
  }

  private static boolean does(Entry entry, Task task) {
    return switch (entry) {
      case Entry.Encoder encoder -> task == Task.ENCODE;
      case Entry.Reranker reranker -> task == Task.RERANK;
      case Entry.Generator generator -> task == Task.GENERATE;
      case Entry.Failed failed -> false;
    };
  }

  private static AdjutantException wrongKind(String name, String is, String wanted) {
    return new AdjutantException(
        CatalogueReason.MODEL_KIND_WRONG,
        "model '" + name + "' is " + is + "; name " + wanted,
        Map.of("model", name),
        null);
  }

  private static AdjutantException failure(Entry.Failed failed) {
    return new AdjutantException(
        CatalogueReason.MODEL_FAILED,
        "model '" + failed.name() + "' can't be served: " + failed.message(),
        Map.of("model", failed.name()),
        null);
  }

  @Override
  public void close() {
    for (Entry entry : entries.values()) {
      switch (entry) {
        case Entry.Encoder encoder -> encoder.embedder().close();
        case Entry.Reranker reranker -> reranker.model().close();
        case Entry.Generator generator -> generator.model().close();
        case Entry.Failed nothingOpen -> {}
      }
    }
    workers.close();
  }
}
